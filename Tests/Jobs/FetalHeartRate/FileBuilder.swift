/// Builds the bytes of small files by hand, from the layouts that the formats' own documents give.
enum FileBuilder {
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func int16(_ values: [Int]) -> [UInt8] {
        values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    /// Two samples in three bytes, as WFDB format 212 packs them.
    static func packed212(_ first: Int, _ second: Int) -> [UInt8] {
        [
            UInt8(truncatingIfNeeded: first),
            UInt8(truncatingIfNeeded: (first >> 8) & 0x0F | (second >> 4) & 0xF0),
            UInt8(truncatingIfNeeded: second),
        ]
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }

    struct Signal {
        var label = "Abdomen_1"
        var unit = "uV"
        var physical = (minimum: "-100", maximum: "100")
        var digital = (minimum: "-1000", maximum: "1000")
        var samplesPerRecord = 2
    }

    /// An EDF header; `version` is the first eight bytes.
    static func edfHeader(
        _ signals: [Signal],
        records: Int,
        seconds: String = "1",
        reserved: String = "",
        version: [UInt8] = Array("0       ".utf8)
    ) -> [UInt8] {
        let size = 256 * (signals.count + 1)
        var text = padded("X", 80) + padded("X", 80) + "01.01.20" + "00.00.00"
        text += padded(String(size), 8) + padded(reserved, 44) + padded(String(records), 8)
        text += padded(seconds, 8) + padded(String(signals.count), 4)
        text += signals.map { padded($0.label, 16) }.joined()
        text += signals.map { _ in padded("", 80) }.joined()
        text += signals.map { padded($0.unit, 8) }.joined()
        text += signals.map { padded($0.physical.minimum, 8) }.joined()
        text += signals.map { padded($0.physical.maximum, 8) }.joined()
        text += signals.map { padded($0.digital.minimum, 8) }.joined()
        text += signals.map { padded($0.digital.maximum, 8) }.joined()
        text += signals.map { _ in padded("", 80) }.joined()
        text += signals.map { padded(String($0.samplesPerRecord), 8) }.joined()
        text += signals.map { _ in padded("", 32) }.joined()
        return version + bytes(text)
    }
}
