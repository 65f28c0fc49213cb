/// Builds JSON text with the keys in the order given and numbers with fixed decimals, so that equal results are equal
/// bytes.
enum JSONText {
    /// A quoted string.
    static func quoted(_ string: String) -> String {
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A number, or null when there is none.
    static func number(_ value: Double?, _ decimals: Int) -> String {
        guard let value, value.isFinite, abs(value) < 1e12 else { return "null" }
        return FixedDecimal.text(value, decimals)
    }

    /// A list on one line.
    static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    /// A list of numbers.
    static func numbers(_ values: [Double], _ decimals: Int) -> String { list(values.map { number($0, decimals) }) }

    /// A list of numbers that may be missing.
    static func numbers(_ values: [Double?], _ decimals: Int) -> String { list(values.map { number($0, decimals) }) }

    /// An object; `values` are JSON already.
    static func object(_ members: [(key: String, value: String)]) -> String {
        "{" + members.map { quoted($0.key) + ":" + $0.value }.joined(separator: ",") + "}"
    }

    /// An object with one member per line, for the outermost level.
    static func document(_ members: [(key: String, value: String)]) -> String {
        "{\n" + members.map { "  " + quoted($0.key) + ": " + $0.value }.joined(separator: ",\n") + "\n}\n"
    }
}
