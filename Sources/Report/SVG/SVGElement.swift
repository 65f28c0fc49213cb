/// An element of an SVG picture.
package struct SVGElement: Sendable, Hashable {
    /// What an element holds.
    package enum Content: Sendable, Hashable {
        case elements([SVGElement])
        case text(String)
    }

    package var name: String
    /// In the order in which they are written.
    package var attributes: [Attribute]
    package var content: Content

    /// A name and its value, not yet escaped.
    package struct Attribute: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    /// An element that holds others, or nothing.
    package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ elements: [SVGElement] = []) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        content = .elements(elements)
    }

    /// An element that holds a text.
    package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        content = .text(text)
    }

    /// The element with one more attribute.
    package func with(_ name: String, _ value: String) -> SVGElement {
        var element = self
        element.attributes.append(Attribute(name: name, value: value))
        return element
    }

    /// The element as it stands in a file.
    package var markup: String {
        var markup = ""
        write(into: &markup)
        return markup
    }

    private func write(into markup: inout String) {
        markup += "<\(name)"
        for attribute in attributes { markup += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
        switch content {
        case .elements(let elements) where elements.isEmpty:
            markup += "/>"
        case .elements(let elements):
            markup += ">"
            for element in elements { element.write(into: &markup) }
            markup += "</\(name)>"
        case .text(let text):
            markup += ">\(Self.escaped(text))</\(name)>"
        }
    }

    /// A text with what XML and HTML read as their own put as references.
    ///
    /// Characters that XML 1.0 cannot hold become U+FFFD.
    package static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
