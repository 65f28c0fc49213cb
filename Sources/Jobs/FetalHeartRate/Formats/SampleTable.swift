/// The numbers of a CSV recording, column by column, and what its headings say.
struct SampleTable {
    /// File name for messages.
    let file: String
    /// Cells of the heading lines, top down.
    var headings: [[String]] = []
    /// Numbers by column; NaN where a cell is empty.
    var columns: [[Double]] = []
    /// Line number of the first sample, from 1.
    private(set) var firstLine = 1

    private static let mostHeadings = 10

    /// Parses the whole file.
    init(_ bytes: [UInt8], file: String) throws(RecordingError) {
        self.file = file
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let separator = Self.separator(bytes)
        var line = 0
        var row: [Double] = []
        var plain: PlainRows?
        while start < bytes.count {
            if let rows = plain?.read(bytes, from: &start, into: &columns) {
                line += rows
                guard start < bytes.count else { break }
            }
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            line += 1
            if !Self.isBlank(bytes, start, end) {
                let isNumeric = Self.parse(bytes, start, end, separator, into: &row)
                if isNumeric, !(columns.isEmpty && row.allSatisfy(\.isNaN)) {
                    try append(row, line: line, sizeHint: bytes.count / max(1, end - start))
                    if plain == nil { plain = PlainRows(width: columns.count, separator: separator) }
                } else {
                    try addHeading(bytes, start, end, separator, line: line)
                }
            }
            start = end + 1
        }
        guard !columns.isEmpty, columns[0].count >= 2 else {
            throw .malformed(file: file, at: .whole, expected: "two or more lines of samples", found: "\(line) lines")
        }
    }

    private static func separator(_ bytes: [UInt8]) -> UInt8 {
        let sample = bytes.prefix(4096)
        let choices = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = choices.map { choice in sample.count { $0 == choice } }
        return choices[counts.indices.max { counts[$0] < counts[$1] } ?? 0]
    }

    private static func isBlank(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        for at in start..<end where bytes[at] != UInt8(ascii: " ") && bytes[at] != UInt8(ascii: "\r") { return false }
        return true
    }

    /// Fills `row`; false when a cell is neither a number nor a mark for a missing one.
    private static func parse(
        _ bytes: [UInt8],
        _ start: Int,
        _ end: Int,
        _ separator: UInt8,
        into row: inout [Double]
    ) -> Bool {
        row.removeAll(keepingCapacity: true)
        var at = start
        while at <= end {
            var stop = at
            while stop < end, bytes[stop] != separator { stop += 1 }
            switch DecimalScanner.cell(bytes, at, stop) {
            case .number(let value): row.append(value)
            case .missing: row.append(.nan)
            case .text: return false
            }
            at = stop + 1
        }
        return true
    }

    private mutating func append(_ row: [Double], line: Int, sizeHint: Int) throws(RecordingError) {
        if columns.isEmpty {
            columns = row.map { _ in [] }
            for index in columns.indices { columns[index].reserveCapacity(sizeHint) }
            firstLine = line
        }
        guard row.count == columns.count else {
            throw .malformed(
                file: file,
                at: .line(line),
                expected: "\(columns.count) cells as on line \(firstLine)",
                found: "\(row.count)"
            )
        }
        for (index, value) in row.enumerated() { columns[index].append(value) }
    }

    private mutating func addHeading(
        _ bytes: [UInt8],
        _ start: Int,
        _ end: Int,
        _ separator: UInt8,
        line: Int
    ) throws(RecordingError) {
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        guard columns.isEmpty, headings.count < Self.mostHeadings else {
            // A file of another kind must not write its bytes on somebody's terminal.
            let shown = text.prefix(40).map { $0.isASCII && !$0.isNewline && $0 >= " " ? String($0) : "?" }.joined()
            throw .malformed(
                file: file,
                at: .line(line),
                expected: "numbers, as it is read as a table (CSV)",
                found: "\"\(shown)\""
            )
        }
        let cells = bytes[start..<end].split(separator: separator, omittingEmptySubsequences: false)
        headings.append(
            cells.map { cell in
                String(decoding: cell, as: UTF8.self).filter { !$0.isNewline && !"'\" []()\u{feff}".contains($0) }
            }
        )
    }
}
