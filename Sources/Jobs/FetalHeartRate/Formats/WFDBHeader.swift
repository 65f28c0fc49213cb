/// A WFDB header file (`.hea`): what the record's signal files contain.
///
/// Source: WFDB applications guide, header(5). One record line, then one line per signal; `#` starts a comment.
package struct WFDBHeader: Sendable, Equatable {
    /// One signal line of the header.
    package struct Signal: Sendable, Equatable {
        /// The file that holds this signal.
        package var file: String
        /// Sample encoding: 16, 24, 32, 80 or 212.
        package var format: Int
        /// Bytes to pass over at the start of the file.
        package var byteOffset: Int
        /// Digital units per microvolt.
        package var unitsPerMicrovolt: Double
        /// Digital value that stands for 0 uV.
        package var baseline: Double
        /// Sum of all samples modulo 65536 as a signed number; nil or 0 when the writer gave none.
        package var checksum: Int?
        /// Label of the signal.
        package var label: String
    }

    /// Record name from the record line.
    package var name: String
    /// Frames per second; 250 when the header gives none, as the format prescribes.
    package var samplingRate: Double
    /// Samples per signal; nil when the header leaves it to the file size.
    package var sampleCount: Int?
    /// The signals, in storage order.
    package var signals: [Signal]
}

extension WFDBHeader {
    /// Parses the text of a header file; `file` is used in error messages only.
    package init(text: String, file: String) throws(RecordingError) {
        var lines: [(number: Int, fields: [Substring])] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard let first = fields.first, !first.hasPrefix("#") else { continue }
            lines.append((index + 1, fields))
        }
        guard let record = lines.first else {
            throw .malformed(file: file, at: .whole, expected: "a WFDB record line", found: "no text")
        }
        guard record.fields.count >= 2, let count = Int(record.fields[1]), count >= 1 else {
            throw Self.unexpected(
                file,
                record.number,
                "record name and number of signals",
                record.fields.joined(separator: " ")
            )
        }
        guard !record.fields[0].contains("/") else {
            throw .unsupported(file: file, feature: "a record of several segments")
        }
        guard lines.count > count else {
            throw Self.unexpected(file, record.number, "\(count) signal lines", "\(lines.count - 1)")
        }
        name = String(record.fields[0])
        samplingRate = try Self.samplingRate(record.fields, file: file, line: record.number)
        sampleCount = try Self.sampleCount(record.fields, file: file, line: record.number)
        signals = []
        for line in lines[1...count] {
            signals.append(try Self.signal(line.fields, file: file, line: line.number))
        }
    }

    private static func samplingRate(
        _ fields: [Substring],
        file: String,
        line: Int
    ) throws(RecordingError) -> Double {
        guard fields.count > 2 else { return 250 }
        let text = fields[2].prefix { $0 != "/" && $0 != "(" }
        guard let rate = Double(text), rate > 0, rate.isFinite else {
            throw unexpected(file, line, "a sampling frequency above 0", String(fields[2]))
        }
        return rate
    }

    /// Largest count or offset that is believed; keeps sizes computed from them far from overflow.
    private static let largestSize = 1 << 40

    /// Samples per signal; 0 means that the file size tells.
    private static func sampleCount(_ fields: [Substring], file: String, line: Int) throws(RecordingError) -> Int? {
        guard fields.count > 3 else { return nil }
        guard let count = Int(fields[3]), (0...largestSize).contains(count) else {
            throw unexpected(file, line, "a number of samples", String(fields[3]))
        }
        return count > 0 ? count : nil
    }

    private static func signal(
        _ fields: [Substring],
        file: String,
        line: Int
    ) throws(RecordingError) -> Signal {
        guard fields.count >= 2 else {
            throw unexpected(file, line, "a signal file and a format", fields.joined(separator: " "))
        }
        // A header must not reach outside its own folder.
        guard !fields[0].contains("/") else {
            throw .unsupported(file: file, feature: "a signal file in another folder (\(fields[0]))")
        }
        let format = try Format(fields[1], file: file, line: line)
        let zero = fields.count > 4 ? Double(fields[4]) ?? 0 : 0
        let gain = try Gain(fields.count > 2 ? fields[2] : "", zero: zero, file: file, line: line)
        return Signal(
            file: String(fields[0]),
            format: format.code,
            byteOffset: format.byteOffset,
            unitsPerMicrovolt: gain.unitsPerMicrovolt,
            baseline: gain.baseline,
            checksum: fields.count > 6 ? Int(fields[6]) : nil,
            label: fields.count > 8 ? fields[8...].joined(separator: " ") : "signal"
        )
    }

    private static func unexpected(
        _ file: String,
        _ line: Int,
        _ expected: String,
        _ found: String
    ) -> RecordingError {
        .malformed(file: file, at: .line(line), expected: expected, found: "\"\(found)\"")
    }

    /// The field `FORMAT[xN][:SKEW][+OFFSET]`.
    private struct Format {
        var code = 0
        var byteOffset = 0

        init(_ field: Substring, file: String, line: Int) throws(RecordingError) {
            let digits = field.prefix(while: \.isNumber)
            guard let code = Int(digits) else {
                throw unexpected(file, line, "a format number", String(field))
            }
            guard WFDBSamples.formats.contains(code) else {
                throw .unsupported(file: file, feature: "signal format \(code) (line \(line))")
            }
            self.code = code
            var rest = field.dropFirst(digits.count)
            while let kind = rest.first {
                let number = rest.dropFirst().prefix(while: \.isNumber)
                guard "x:+".contains(kind), let value = Int(number), value <= largestSize else {
                    throw unexpected(file, line, "FORMAT[xN][:SKEW][+OFFSET]", String(field))
                }
                if kind == "+" {
                    byteOffset = value
                } else if (kind == "x" && value > 1) || (kind == ":" && value != 0) {
                    throw .unsupported(file: file, feature: "\"\(field)\" (several samples per frame, or skew)")
                }
                rest = rest.dropFirst(1 + number.count)
            }
        }
    }

    /// The field `GAIN[(BASELINE)][/UNITS]`; a missing or zero gain means 200 units per millivolt.
    private struct Gain {
        var unitsPerMicrovolt: Double
        var baseline: Double

        init(_ field: Substring, zero: Double, file: String, line: Int) throws(RecordingError) {
            let halves = field.split(separator: "/", maxSplits: 1)
            let number = halves.first ?? ""
            let unit = halves.count > 1 ? halves[1] : "mV"
            guard let microvolts = PhysicalUnit.microvolts(per: unit) else {
                throw unexpected(file, line, "a unit among uV, mV and V", String(unit))
            }
            let parts = number.split(separator: "(", maxSplits: 1)
            let gain = parts.first.map { Double($0) } ?? 0
            let base = parts.count > 1 ? Double(parts[1].prefix { $0 != ")" }) : zero
            guard let gain, let base, gain >= 0, gain.isFinite else {
                throw unexpected(file, line, "GAIN[(BASELINE)][/UNITS]", String(field))
            }
            unitsPerMicrovolt = gain == 0 ? 200.0 / 1000 : gain / microvolts
            baseline = base
        }
    }
}
