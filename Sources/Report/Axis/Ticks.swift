/// The values that an axis names.
package struct Ticks: Sendable, Hashable {
    package var values: [Double]
    /// What stands at each.
    package var labels: [String]

    /// Round values from 0 to at least `maximum`: steps of 1, 2 or 5 times a power of ten, about `count` of them.
    ///
    /// - Parameters:
    ///   - maximum: The largest value to show; nothing below zero is shown.
    ///   - count: How many steps there may be at most.
    ///   - whole: Whether steps are whole numbers, as for things that are counted.
    package init(upTo maximum: Double, atMost count: Int, whole: Bool) {
        let top = maximum.isFinite && maximum > 0 ? maximum : 1
        var step = Self.roundStep(atLeast: top / Double(max(1, count)))
        if whole { step = max(1, step) }
        let steps = max(1, (top / step).rounded(.up))
        values = (0...Int(steps)).map { Double($0) * step }
        labels = values.map { Self.text($0, step: step) }
    }

    /// Moments from 0 to `length` seconds at steps that clocks have, about `count` of them.
    package init(seconds length: Double, atMost count: Int) {
        let least = max(length, 1e-3) / Double(max(1, count))
        let step = Self.clockSteps.first { $0 >= least } ?? Self.days(least)
        values = (0...Int(max(0, length) / step)).map { Double($0) * step }
        labels = values.map { $0 == 0 ? "0" : Self.clockText($0, step: step) }
    }

    /// The upper end of the axis.
    package var top: Double { values.last ?? 1 }

    private static let clockSteps: [Double] = [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
        7200, 10_800, 21_600, 43_200, 86_400,
    ]

    private static func days(_ least: Double) -> Double { roundStep(atLeast: least / 86_400) * 86_400 }

    /// The smallest of 1, 2 and 5 times a power of ten that is not less than a positive number.
    private static func roundStep(atLeast least: Double) -> Double {
        var power = 1.0
        while power > least { power /= 10 }
        while power * 10 <= least { power *= 10 }
        // A hundred-millionth is forgiven, so that 0.2 computed as 0.20000000000000001 is still 0.2.
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * (1 - 1e-8) } ?? 10 * power
    }

    /// As many digits after the point as the step needs.
    private static func text(_ value: Double, step: Double) -> String {
        var digits = 0
        var scale = 1.0
        while digits < 9, abs((step * scale).rounded() - step * scale) > 1e-6 {
            digits += 1
            scale *= 10
        }
        let scaled = Int64((value * scale).rounded())
        let (whole, part) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
        guard digits > 0 else { return grouped(whole) }
        let text = String(part)
        return "\(whole).\(String(repeating: "0", count: digits - text.count))\(text)"
    }

    /// A whole number with a thin gap between thousands from 10 000 on.
    private static func grouped(_ value: Int64) -> String {
        let digits = String(value)
        guard digits.count > 4 else { return digits }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// A time such as `15 min`, in the unit of its step: `90 s` where steps are 30 s, `1 h 30` where they are half hours.
    private static func clockText(_ value: Double, step: Double) -> String {
        if step < 1 { return value < 1 ? "\(Int((value * 1000).rounded())) ms" : "\(text(value, step: step)) s" }
        let seconds = Int(value.rounded())
        if Int(step) % 60 != 0 { return "\(seconds) s" }
        if seconds % 86_400 == 0 { return "\(seconds / 86_400) d" }
        if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
        return seconds > 3600 ? "\(seconds / 3600) h \(seconds % 3600 / 60)" : "\(seconds / 60) min"
    }
}
