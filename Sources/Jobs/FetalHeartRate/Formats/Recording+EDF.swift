extension Recording {
    /// Reads an EDF, EDF+C or BDF file.
    ///
    /// Signals in volts at the file's highest such rate are kept; annotation signals and slower ones are passed over.
    /// - Throws: `RecordingError` for a malformed header, a short file, or no signal in volts.
    package static func edf(_ bytes: [UInt8], name: String) throws(RecordingError) -> Recording {
        let header = try EDFHeader(bytes, file: name)
        let records = try recordCount(header, fileSize: bytes.count, name: name)
        let voltages = header.signals.indices.filter { index in
            let signal = header.signals[index]
            return !signal.isAnnotation && PhysicalUnit.microvolts(per: signal.unit) != nil
        }
        guard let perRecord = voltages.map({ header.signals[$0].samplesPerRecord }).max(), header.recordDuration > 0
        else {
            throw .malformed(file: name, at: .byte(256), expected: "a signal in uV, mV or V", found: "none")
        }
        let kept = voltages.filter { header.signals[$0].samplesPerRecord == perRecord }
        return Recording(
            name: stem(of: name),
            samplingRate: Double(perRecord) / header.recordDuration,
            channels: kept.map { samples(of: $0, header, bytes, records: records) },
            labels: kept.map { header.signals[$0].label }
        )
    }

    private static func recordCount(
        _ header: EDFHeader,
        fileSize: Int,
        name: String
    ) throws(RecordingError) -> Int {
        let whole = max(0, fileSize - header.byteCount) / header.recordByteCount
        guard header.recordCount >= 0 else { return whole }
        guard whole >= header.recordCount else {
            throw .malformed(
                file: name,
                at: .byte(fileSize),
                expected: "\(header.recordCount) data records of \(header.recordByteCount) bytes",
                found: "the end of the file after \(whole)"
            )
        }
        return header.recordCount
    }

    private static func samples(of index: Int, _ header: EDFHeader, _ bytes: [UInt8], records: Int) -> [Double] {
        let signal = header.signals[index]
        let width = header.sampleWidth
        let start = header.byteCount + width * header.signals[..<index].reduce(0) { $0 + $1.samplesPerRecord }
        let microvolts = PhysicalUnit.microvolts(per: signal.unit) ?? 1
        let digitalRange = signal.digitalMaximum - signal.digitalMinimum
        let scale = (signal.physicalMaximum - signal.physicalMinimum) / digitalRange
        var values: [Double] = []
        values.reserveCapacity(records * signal.samplesPerRecord)
        for record in 0..<records {
            for sample in 0..<signal.samplesPerRecord {
                let at = start + record * header.recordByteCount + sample * width
                var word = Int32(Int8(bitPattern: bytes[at + width - 1]))
                for byte in (0..<width - 1).reversed() { word = word << 8 | Int32(bytes[at + byte]) }
                let physical = (Double(word) - signal.digitalMinimum) * scale + signal.physicalMinimum
                values.append(physical * microvolts)
            }
        }
        return values
    }
}
