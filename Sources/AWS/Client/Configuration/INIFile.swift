/// An AWS configuration file: sections of `key = value`, some values with keys of their own on indented lines.
package struct INIFile: Sendable, Hashable {
    /// Values by section and key; a nested key is written `outer.inner`.
    package private(set) var sections: [String: [String: String]] = [:]

    /// A file without sections.
    package init() {}

    /// Reads a file's text; lines that make no sense are passed over, as other clients do.
    package init(_ text: String) {
        var section = ""
        var outer = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let isIndented = line.first == " " || line.first == "\t"
            let content = Self.trimmed(line)
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
                section = Self.sectionName(content[content.index(after: content.startIndex)..<end])
                outer = ""
                sections[section] = sections[section] ?? [:]
                continue
            }
            guard let equals = content.firstIndex(of: "=") else { continue }
            let key = Self.trimmed(content[..<equals]).lowercased()
            let value = Self.withoutComment(Self.trimmed(content[content.index(after: equals)...]))
            if isIndented, !outer.isEmpty {
                sections[section]?["\(outer).\(key)"] = value
            } else {
                sections[section]?[key] = value
                outer = value.isEmpty ? key : ""
            }
        }
    }

    /// The words of a section's head with one space between them, so that `[profile  x]` is `profile x`.
    private static func sectionName(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }

    /// A `#` or `;` after a space begins a comment.
    private static func withoutComment(_ value: String) -> String {
        var previous: Character = "x"
        for index in value.indices {
            if value[index] == "#" || value[index] == ";", previous == " " || previous == "\t" {
                return trimmed(value[..<index])
            }
            previous = value[index]
        }
        return value
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
