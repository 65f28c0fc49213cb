extension Recording {
    /// Reads a table of samples: one line per sample, one column per channel, optionally a first column of seconds.
    ///
    /// Lines end in LF or CRLF; leading lines without numbers are headings (names, then units such as `uV` or `mV`,
    /// which a name may also carry as in `ch1_uV`); empty, `-` and `NaN` cells are invalid samples; the separator is a
    /// comma, a semicolon or a tab. Without a unit the values are microvolts.
    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: name of the file, for messages and as the record's name.
    ///   - samplingRate: samples per second; needed only where the table has no time column.
    /// - Returns: the recording in microvolts.
    /// - Throws: `RecordingError` for a ragged line, text among numbers, uneven times or a rate that cannot be known.
    package static func csv(
        _ bytes: [UInt8],
        name: String,
        samplingRate: Double? = nil
    ) throws(RecordingError) -> Recording {
        var table = try SampleTable(bytes, file: name)
        var rate = samplingRate
        if table.hasTimeColumn {
            rate = try table.takeTimeColumn()
        }
        guard let rate, rate > 0, rate.isFinite else {
            throw .malformed(
                file: name,
                at: .line(1),
                expected: "a first column of times in seconds, or a sampling rate given beside the file",
                found: "neither"
            )
        }
        guard !table.columns.isEmpty else {
            throw .malformed(file: name, at: .line(1), expected: "a column of samples", found: "times only")
        }
        let scales = try table.microvoltsPerUnit()
        for (index, scale) in scales.enumerated() where scale != 1 {
            table.columns[index] = table.columns[index].map { $0 * scale }
        }
        return Recording(name: stem(of: name), samplingRate: rate, channels: table.columns, labels: table.labels())
    }
}
