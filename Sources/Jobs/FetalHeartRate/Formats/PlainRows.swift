/// Reads the body of a table at the speed of memory: lines of plain decimal numbers, as recorders write them.
///
/// It stops at the first line that holds anything else, which the general parser then takes; so there is one place that decides
/// what a table may hold, and this one only has to be right about plain numbers.
///
/// Bytes are looked at through an unchecked buffer, because the checks cost as much as the parsing; every access is below
/// `count`, which is compared first.
struct PlainRows {
    /// Numbers of the lines that are being read, line by line.
    private var cells: [Double] = []
    private let width: Int
    private let separator: UInt8

    /// Lines that are collected before they are dealt out to columns: few enough to stay in the cache.
    private static let most = 2048

    /// Lines of more numbers than this are no recording, and would need more memory than their file.
    private static let widest = 64

    /// For lines of `width` numbers; nil for lines too wide.
    init?(width: Int, separator: UInt8) {
        guard width <= Self.widest else { return nil }
        self.width = width
        self.separator = separator
        cells = [Double](repeating: 0, count: width * Self.most)
    }

    /// Reads as many lines as there are plain ones, from `start` on, and appends their numbers to `columns`.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - start: where the next line begins; where the first line that was not read begins afterwards.
    ///   - columns: one array for each number of a line.
    /// - Returns: how many lines were read.
    mutating func read(_ bytes: [UInt8], from start: inout Int, into columns: inout [[Double]]) -> Int {
        var lines = 0
        while true {
            var at = start
            let rows = unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe cells.withUnsafeMutableBufferPointer { cells in
                    unsafe Self.rows(bytes, from: &at, width, separator, into: cells)
                }
            }
            start = at
            lines += rows
            for column in columns.indices {
                columns[column].append(contentsOf: (0..<rows).lazy.map { [cells, width] in cells[$0 * width + column] })
            }
            if rows < Self.most { return lines }
        }
    }

    private static func rows(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: inout Int,
        _ width: Int,
        _ separator: UInt8,
        into cells: UnsafeMutableBufferPointer<Double>
    ) -> Int {
        var row = 0
        while row < most, start < bytes.count {
            var at = start
            for column in 0..<width {
                guard let value = unsafe number(bytes, &at) else { return row }
                unsafe cells[row * width + column] = value
                let isLast = column == width - 1
                if isLast, at < bytes.count, unsafe bytes[at] == UInt8(ascii: "\r") { at += 1 }
                if at < bytes.count {
                    guard unsafe bytes[at] == (isLast ? UInt8(ascii: "\n") : separator) else { return row }
                } else if !isLast {
                    return row
                }
                at += 1
            }
            start = at
            row += 1
        }
        return row
    }

    /// `[-]digits[.digits]` with at most 15 digits, which is exact: digits and power of ten both are.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Double? {
        let count = bytes.count
        guard at < count else { return nil }
        let isNegative = unsafe bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var digits: UInt64 = 0
        let first = at
        while at < count {
            let digit = unsafe bytes[at] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            digits = digits &* 10 &+ UInt64(digit)
            at += 1
        }
        var length = at - first
        var decimals = 0
        if at < count, unsafe bytes[at] == UInt8(ascii: ".") {
            at += 1
            let point = at
            while at < count {
                let digit = unsafe bytes[at] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                digits = digits &* 10 &+ UInt64(digit)
                at += 1
            }
            decimals = at - point
            length += decimals
        }
        guard length > 0, length <= 15 else { return nil }
        let value = Double(digits) / DecimalScanner.powersOfTen[decimals]
        return isNegative ? -value : value
    }
}
