import SluiceModel

/// Times in the columns of a CSV file: submissions of a trace, or durations of jobs.
package enum NumberColumn {
    /// What is wrong with a file, with its line.
    package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// From 1.
        package let line: Int
        package let message: String

        /// The error in words.
        package var description: String { "line \(line): \(message)" }
    }

    /// Reads the submissions of a trace: seconds, or RFC 3339 times, which count from the first.
    ///
    /// - Parameter text: The file; the column is the one called `submitted`, or the first.
    /// - Returns: Times after the start, in order.
    /// - Throws: `ReadingError`.
    package static func arrivals(_ text: String) throws(ReadingError) -> [Duration] {
        let cells = try column("submitted", of: text)
        var times: [Timestamp] = []
        var isAbsolute = false
        for cell in cells {
            if let seconds = Double(cell.text), seconds.magnitude < 4e9 {
                times.append(Timestamp(nanoseconds: Int64((seconds * 1e9).rounded())))
            } else if let instant = Timestamp(rfc3339: cell.text) {
                isAbsolute = true
                times.append(instant)
            } else {
                throw ReadingError(line: cell.line, message: "'\(cell.text)' is neither seconds nor an RFC 3339 time")
            }
        }
        times.sort()
        // Seconds beyond a year are a clock's, not offsets.
        let start = isAbsolute || (times.first?.seconds ?? 0) > 31_536_000 ? times.first ?? .epoch : .epoch
        return times.map { start.duration(to: $0) }
    }

    /// Reads durations in seconds.
    ///
    /// - Parameter text: The file; the column is the one called `seconds`, or the first.
    /// - Returns: The durations, in the file's order.
    /// - Throws: `ReadingError`.
    package static func durations(_ text: String) throws(ReadingError) -> [Duration] {
        var result: [Duration] = []
        for cell in try column("seconds", of: text) {
            guard let seconds = Double(cell.text), seconds >= 0, seconds < 1e6 else {
                throw ReadingError(line: cell.line, message: "'\(cell.text)' is no number of seconds")
            }
            result.append(.nanoseconds(Int64((seconds * 1e9).rounded())))
        }
        return result
    }

    private struct Cell {
        let line: Int
        let text: String
    }

    /// The cells of the column `name` if the first row names it, otherwise of the first; a first row of words is a heading.
    private static func column(_ name: String, of text: String) throws(ReadingError) -> [Cell] {
        var cells: [Cell] = []
        var index = 0
        var isFirst = true
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
            guard fields.contains(where: { !$0.isEmpty }), !(fields.first ?? "").hasPrefix("#") else { continue }
            defer { isFirst = false }
            if isFirst, let place = fields.firstIndex(of: name) {
                index = place
                continue
            }
            if isFirst, let head = fields.first, Double(head) == nil, Timestamp(rfc3339: head) == nil { continue }
            guard index < fields.count else {
                throw ReadingError(line: number + 1, message: "there are only \(fields.count) columns")
            }
            cells.append(Cell(line: number + 1, text: fields[index]))
        }
        guard !cells.isEmpty else { throw ReadingError(line: 1, message: "there is no row with a value") }
        return cells
    }

    private static func trimmed(_ field: Substring) -> String {
        String(field.drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == " " || $0 == "\"" }.reversed())
    }
}
