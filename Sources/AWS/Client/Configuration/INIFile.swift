/// An AWS configuration file: sections of `key = value`, some values with keys of their own on indented lines.
package struct INIFile: Sendable, Hashable {
    /// Values by section and key; a nested key is written `outer.inner`.
    package private(set) var sections: [String: [String: String]] = [:]

    private var section: String?
    private var outer = ""

    /// A file without sections.
    package init() {}

    /// Reads a file's text; lines that make no sense are passed over, as other clients do.
    package init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) { take(line) }
    }

    private mutating func take(_ line: Substring) {
        let content = Self.trimmed(line)
        guard let first = content.first, first != "#", first != ";" else { return }
        if first == "[" {
            begin(content)
        } else if let section, let equals = content.firstIndex(of: "=") {
            let key = Self.trimmed(content[..<equals]).lowercased()
            let value = Self.withoutComment(Self.trimmed(content[content.index(after: equals)...]))
            let isNested = line.first.map(Self.isBlank) == true && !outer.isEmpty
            sections[section]?[isNested ? "\(outer).\(key)" : key] = value
            if !isNested { outer = value.isEmpty ? key : "" }
        }
    }

    private mutating func begin(_ head: Substring) {
        outer = ""
        guard let end = head.firstIndex(of: "]") else {
            section = nil
            return
        }
        let name = Self.sectionName(head[head.index(after: head.startIndex)..<end])
        section = name
        sections[name] = sections[name] ?? [:]
    }

    /// The words of a section's head with one space between them and without quotes: `[profile  "x"]` is `profile x`.
    private static func sectionName(_ text: Substring) -> String {
        text.filter { $0 != "\"" && $0 != "'" }.split(whereSeparator: isBlank).joined(separator: " ")
    }

    /// A `#` or `;` after a space begins a comment.
    private static func withoutComment(_ value: Substring) -> String {
        var previous: Character?
        for index in value.indices {
            if value[index] == "#" || value[index] == ";", previous.map(isBlank) == true {
                return String(trimmed(value[..<index]))
            }
            previous = value[index]
        }
        return String(value)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop(while: isBlank)
        while rest.last.map(isBlank) == true { rest.removeLast() }
        return rest
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
