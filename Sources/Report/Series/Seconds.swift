import SluiceModel

/// Times of a timeline as numbers and words.
package enum Seconds {
    /// Such as `250 ms`, `53.3 s` or `4m29s`: three digits are enough to read.
    package static func text(_ seconds: Double) -> String {
        guard seconds < 60 else { return Duration.seconds(Int64(seconds.rounded())).text }
        if seconds == 0 { return "0 s" }
        if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
        return "\(SVGNumber.text(seconds)) s"
    }
}

extension Timeline {
    /// How long the run was looked at, in seconds.
    var lengthInSeconds: Double { length.inSeconds }
}
