import SluiceModel

/// Writes JSON with its keys in order.
///
/// Not by an encoder, which asks every value of a template anew what it is: that took a third of the time of `sluice synth`.
struct JSONWriter {
    /// Where lines end.
    enum Layout {
        case compact
        /// Each value on a line of its own.
        case indented
        /// Each member of a section of the template on a line of its own, without blanks.
        case lined
    }

    private let layout: Layout
    private var bytes: [UInt8] = []

    /// A value as text.
    static func text(_ value: JSONValue, _ layout: Layout) -> String {
        var writer = JSONWriter(layout: layout)
        writer.write(value, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private init(layout: Layout) { self.layout = layout }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): append(String(number))
        // Nothing in a template is infinite, which JSON could not say.
        case .number(let number): append(String(describing: number))
        case .string(let text): quote(text)
        case .array(let values): list(values, "[", "]", depth) { $0.write($1, depth: depth + 1) }
        case .object(let members):
            list(members.sorted { $0.key < $1.key }, "{", "}", depth) { writer, member in
                writer.quote(member.key)
                writer.append(writer.layout == .indented ? ": " : ":")
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: [Element],
        _ opening: String,
        _ closing: String,
        _ depth: Int,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        append(opening)
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            endLine(depth: depth, indentation: depth + 1)
            write(&self, element)
        }
        if !elements.isEmpty { endLine(depth: depth, indentation: depth) }
        append(closing)
    }

    private mutating func endLine(depth: Int, indentation: Int) {
        switch layout {
        case .compact: return
        case .lined: if depth < 2 { append("\n") }
        case .indented: append("\n" + String(repeating: "  ", count: indentation))
        }
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }

    private mutating func quote(_ text: String) {
        append("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\r"): append("\\r")
            case UInt8(ascii: "\t"): append("\\t")
            case ..<0x20: append("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        append("\"")
    }
}
