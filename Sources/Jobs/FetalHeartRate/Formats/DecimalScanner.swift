/// Reads decimal numbers straight from bytes: a text recording has millions of them.
struct DecimalScanner {
    /// What one cell of a table holds.
    enum Cell: Equatable {
        /// A finite number.
        case number(Double)
        /// Empty, `-` or `NaN`: no valid sample.
        case missing
        /// Anything else.
        case text
    }

    static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Reads the cell `bytes[start..<end]`, with surrounding blanks and quotes ignored.
    static func cell(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Cell {
        var low = start
        var high = end
        while low < high, isPadding(bytes[low]) { low += 1 }
        while high > low, isPadding(bytes[high - 1]) { high -= 1 }
        guard low < high else { return .missing }
        if high - low == 1, bytes[low] == UInt8(ascii: "-") { return .missing }
        return plainNumber(bytes, low, high) ?? slowCell(bytes, low, high)
    }

    private static func isPadding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "'")
            || byte == UInt8(ascii: "\"")
    }

    /// `[+-]digits[.digits]` with at most 15 digits: exact, because the digits and the power of ten are both exact.
    private static func plainNumber(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Cell? {
        var at = start
        let negative = bytes[at] == UInt8(ascii: "-")
        if negative || bytes[at] == UInt8(ascii: "+") { at += 1 }
        var digits: UInt64 = 0
        var count = 0
        var decimals = 0
        var seenPoint = false
        while at < end {
            let digit = bytes[at] &- UInt8(ascii: "0")
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
                count += 1
                if seenPoint { decimals += 1 }
            } else if bytes[at] == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else {
                return nil
            }
            at += 1
        }
        guard count > 0, count <= 15 else { return nil }
        let value = Double(digits) / powersOfTen[decimals]
        return .number(negative ? -value : value)
    }

    /// Exponents, long digit strings, NaN and everything that is no number.
    private static func slowCell(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Cell {
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if text.lowercased() == "nan" { return .missing }
        guard let value = Double(text), value.isFinite else { return .text }
        return .number(value)
    }
}
