/// The beats of an annotation file in MIT format (`.fqrs`, `.qrs`, `.atr`).
///
/// Source: WFDB applications guide, annot(5): 16-bit little-endian words, six bits of code above ten bits of interval.
package struct BeatAnnotations: Sendable, Equatable {
    /// Sample numbers of the beats, in file order.
    package var samples: [Int]
    /// Ticks per second of the sample numbers when the file states its own; nil means the record's sampling rate.
    package var resolution: Double?

    /// Makes a list of beats.
    package init(samples: [Int], resolution: Double? = nil) {
        self.samples = samples
        self.resolution = resolution
    }

    /// Beat times in seconds, given the sampling rate of the record.
    package func seconds(samplingRate: Double) -> [Double] {
        samples.map { Double($0) / (resolution ?? samplingRate) }
    }
}

extension BeatAnnotations {
    /// What words mean.
    enum Code {
        static let normal = 1
        static let note = 22
        static let skip = 59
        static let modifiers = 60...62
        static let text = 63
        /// Annotation codes that mark a heart beat (1 is a normal one).
        static let beats: Set<Int> = Set(1...13).union([25, 30, 31, 34, 35, 38, 41])
    }

    /// Parses an annotation file; `file` is used in error messages only.
    package init(_ bytes: [UInt8], file: String) throws(RecordingError) {
        self.init(samples: [])
        var at = 0
        var time = 0
        var latest = 0
        while at + 1 < bytes.count {
            let word = Int(bytes[at]) | Int(bytes[at + 1]) << 8
            let code = word >> 10
            let interval = word & 0x3FF
            at += 2
            if word == 0 { return }
            switch code {
            case Code.skip:
                time += try Self.longInterval(bytes, at, file: file)
                at += 4
            case Code.modifiers:
                break
            case Code.text:
                let end = at + interval
                guard end <= bytes.count else {
                    throw Self.truncated(file, at, "\(interval) bytes of text", bytes.count - at)
                }
                if latest == Code.note {
                    readResolution(String(decoding: bytes[at..<end], as: UTF8.self))
                }
                at = end + (interval & 1)
            default:
                time += interval
                latest = code
                if Code.beats.contains(code) { samples.append(time) }
            }
        }
    }

    /// The SKIP interval: 32 bits, high half first, each half little-endian.
    private static func longInterval(_ bytes: [UInt8], _ at: Int, file: String) throws(RecordingError) -> Int {
        guard at + 4 <= bytes.count else {
            throw truncated(file, at, "four bytes of interval", bytes.count - at)
        }
        let high = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
        let low = UInt32(bytes[at + 2]) | UInt32(bytes[at + 3]) << 8
        return Int(Int32(bitPattern: high << 16 | low))
    }

    private static func truncated(_ file: String, _ at: Int, _ expected: String, _ left: Int) -> RecordingError {
        .malformed(file: file, at: .byte(at), expected: expected, found: "\(left) bytes")
    }

    /// How the text of a note begins that states the file's own ticks per second.
    static let resolutionMark = "## time resolution:"

    private mutating func readResolution(_ text: String) {
        guard text.hasPrefix(Self.resolutionMark) else { return }
        let number = text.dropFirst(Self.resolutionMark.count).filter { !$0.isWhitespace && $0 != "\0" }
        if let value = Double(number), value > 0 { resolution = value }
    }
}
