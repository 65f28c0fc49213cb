extension Recording {
    /// Reads a WFDB record from its header and signal files.
    ///
    /// - Parameters:
    ///   - header: the bytes of the `.hea` file.
    ///   - name: name of the header file, for messages.
    ///   - companions: the signal files by file name.
    /// - Returns: the recording in microvolts.
    /// - Throws: `RecordingError` for a malformed header, a missing, short or damaged signal file.
    package static func wfdb(
        header: [UInt8],
        name: String,
        companions: [String: [UInt8]]
    ) throws(RecordingError) -> Recording {
        let parsed = try WFDBHeader(text: String(decoding: header, as: UTF8.self), file: name)
        var channels: [[Double]] = []
        for group in signalGroups(of: parsed) {
            guard let bytes = companions[group.file] else {
                throw .missingCompanion(file: name, needs: group.file)
            }
            channels += try decode(group, of: parsed, bytes: bytes)
        }
        guard Set(channels.map(\.count)).count == 1 else {
            throw .malformed(
                file: name,
                at: .whole,
                expected: "signals of equal length",
                found: channels.map { String($0.count) }.joined(separator: ", ") + " samples"
            )
        }
        return Recording(
            name: parsed.name,
            samplingRate: parsed.samplingRate,
            channels: channels,
            labels: parsed.signals.map(\.label)
        )
    }

    /// Signals that share one file, in header order.
    private struct SignalGroup {
        var file: String
        var first: Int
        var signals: [WFDBHeader.Signal]
    }

    private static func signalGroups(of header: WFDBHeader) -> [SignalGroup] {
        var groups: [SignalGroup] = []
        for (index, signal) in header.signals.enumerated() {
            if let last = groups.indices.last, groups[last].file == signal.file {
                groups[last].signals.append(signal)
            } else {
                groups.append(SignalGroup(file: signal.file, first: index, signals: [signal]))
            }
        }
        return groups
    }

    private static func decode(
        _ group: SignalGroup,
        of header: WFDBHeader,
        bytes: [UInt8]
    ) throws(RecordingError) -> [[Double]] {
        let format = group.signals[0].format
        let offset = group.signals[0].byteOffset
        let width = group.signals.count
        if let count = header.sampleCount {
            let needed = offset + WFDBSamples.byteCount(samples: count * width, format: format)
            guard bytes.count >= needed else {
                throw .malformed(
                    file: group.file,
                    at: .byte(bytes.count),
                    expected: "\(needed) bytes (\(count) samples of \(width) signals, format \(format))",
                    found: "the end of the file"
                )
            }
        }
        let values = WFDBSamples.decode(bytes, format: format, offset: offset)
        let count = header.sampleCount ?? values.count / width
        var channels: [[Double]] = []
        for (index, signal) in group.signals.enumerated() {
            try verifyChecksum(of: signal, number: group.first + index, values, index, width, count)
            channels.append(physical(values, signal: signal, index: index, width: width, count: count))
        }
        return channels
    }

    private static func physical(
        _ values: [Int32],
        signal: WFDBHeader.Signal,
        index: Int,
        width: Int,
        count: Int
    ) -> [Double] {
        let invalid = WFDBSamples.invalid(format: signal.format)
        return (0..<count).map { frame in
            let value = values[frame * width + index]
            return value == invalid ? .nan : (Double(value) - signal.baseline) / signal.unitsPerMicrovolt
        }
    }

    /// Writers that do not compute a checksum leave 0 there.
    private static func verifyChecksum(
        of signal: WFDBHeader.Signal,
        number: Int,
        _ values: [Int32],
        _ index: Int,
        _ width: Int,
        _ count: Int
    ) throws(RecordingError) {
        guard let expected = signal.checksum, expected != 0 else { return }
        var sum: Int32 = 0
        for frame in 0..<count { sum &+= values[frame * width + index] }
        let computed = Int16(truncatingIfNeeded: sum)
        guard Int16(truncatingIfNeeded: expected) == computed else {
            throw .checksumMismatch(file: signal.file, signal: number, header: expected, computed: Int(computed))
        }
    }
}
