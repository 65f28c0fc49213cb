/// Header of a European Data Format file (EDF, EDF+, or the 24-bit BDF).
///
/// Source: Kemp et al., "A simple format for exchange of digitized polygraphic recordings", 1992, and EDF+ (2003):
/// 256 bytes of fixed-width text, then 256 bytes per signal stored field by field.
package struct EDFHeader: Sendable, Equatable {
    /// One signal of the file.
    package struct Signal: Sendable, Equatable {
        /// Label, for example `Abdomen_1`; `EDF Annotations` holds text and no samples.
        package var label: String
        /// Physical dimension, for example `uV`.
        package var unit: String
        /// Physical value of `digitalMinimum`.
        package var physicalMinimum: Double
        /// Physical value of `digitalMaximum`.
        package var physicalMaximum: Double
        /// Lowest digital value.
        package var digitalMinimum: Double
        /// Highest digital value.
        package var digitalMaximum: Double
        /// Samples of this signal in every data record.
        package var samplesPerRecord: Int

        /// Whether the signal holds time-stamped text instead of samples.
        package var isAnnotation: Bool { label.hasSuffix("DF Annotations") }
    }

    /// Bytes before the first data record.
    package var byteCount: Int
    /// Number of data records; -1 when the writer did not know it.
    package var recordCount: Int
    /// Seconds per data record.
    package var recordDuration: Double
    /// Bytes per sample: 2 for EDF, 3 for BDF.
    package var sampleWidth: Int
    /// The signals in storage order.
    package var signals: [Signal]

    /// Bytes of one data record.
    package var recordByteCount: Int { signals.reduce(0) { $0 + $1.samplesPerRecord } * sampleWidth }
}

extension EDFHeader {
    /// Whether the bytes begin like an EDF or BDF file.
    package static func matches(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 256 && (bytes.starts(with: Array("0       ".utf8)) || isBDF(bytes))
    }

    private static func isBDF(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF] + Array("BIOSEMI".utf8))
    }

    /// Parses the header; `file` is used in error messages only.
    package init(_ bytes: [UInt8], file: String) throws(RecordingError) {
        guard Self.matches(bytes) else {
            throw .malformed(file: file, at: .byte(0), expected: "an EDF or BDF header", found: "\(bytes.count) bytes")
        }
        let fields = FixedText(bytes: bytes, file: file)
        if fields.text(192, 5) == "EDF+D" || fields.text(192, 5) == "BDF+D" {
            throw .unsupported(file: file, feature: "a discontinuous recording (EDF+D)")
        }
        let count = try fields.integer(252, 4, "the number of signals", 1...4096)
        guard bytes.count >= 256 * (count + 1) else {
            throw .malformed(
                file: file,
                at: .byte(bytes.count),
                expected: "\(256 * (count + 1)) header bytes",
                found: "the end of the file"
            )
        }
        sampleWidth = Self.isBDF(bytes) ? 3 : 2
        byteCount = try fields.integer(184, 8, "the header size", 256 * (count + 1)...Int(Int32.max))
        recordCount = try fields.integer(236, 8, "the number of data records", -1...Int(Int32.max))
        recordDuration = try fields.number(244, 8, "the duration of a data record")
        signals = []
        for index in 0..<count {
            signals.append(try Self.signal(index, of: count, fields))
        }
    }

    private static func signal(_ index: Int, of count: Int, _ fields: FixedText) throws(RecordingError) -> Signal {
        /// Start of this signal's entry in the block of a field that begins `before` bytes into each signal's share.
        func at(_ before: Int, _ width: Int) -> Int { 256 + count * before + index * width }
        let signal = Signal(
            label: fields.text(at(0, 16), 16),
            unit: fields.text(at(96, 8), 8),
            physicalMinimum: try fields.number(at(104, 8), 8, "the physical minimum"),
            physicalMaximum: try fields.number(at(112, 8), 8, "the physical maximum"),
            digitalMinimum: try fields.number(at(120, 8), 8, "the digital minimum"),
            digitalMaximum: try fields.number(at(128, 8), 8, "the digital maximum"),
            samplesPerRecord: try fields.integer(at(216, 8), 8, "samples per data record", 1...(1 << 24))
        )
        guard signal.digitalMaximum > signal.digitalMinimum else {
            throw .malformed(
                file: fields.file,
                at: .byte(at(128, 8)),
                expected: "a digital maximum above the minimum",
                found: "\(signal.digitalMinimum)...\(signal.digitalMaximum)"
            )
        }
        return signal
    }

    /// Fixed-width, space-padded text fields.
    private struct FixedText {
        var bytes: [UInt8]
        var file: String

        func text(_ start: Int, _ width: Int) -> String {
            let field = String(decoding: bytes[start..<start + width], as: UTF8.self)
            return String(field.drop(while: isPadding).reversed().drop(while: isPadding).reversed())
        }

        private func isPadding(_ character: Character) -> Bool { character == " " || character == "\0" }

        func number(_ start: Int, _ width: Int, _ what: String) throws(RecordingError) -> Double {
            let field = text(start, width)
            guard let value = Double(field), value.isFinite else {
                throw .malformed(file: file, at: .byte(start), expected: what, found: "\"\(field)\"")
            }
            return value
        }

        func integer(
            _ start: Int,
            _ width: Int,
            _ what: String,
            _ range: ClosedRange<Int>
        ) throws(RecordingError) -> Int {
            let field = text(start, width)
            guard let value = Int(field), range.contains(value) else {
                throw .malformed(file: file, at: .byte(start), expected: what, found: "\"\(field)\"")
            }
            return value
        }
    }
}
