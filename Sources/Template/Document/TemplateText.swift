package import SluiceModel

/// Text with references in it, which becomes `Fn::Sub`, or a plain string when there are none.
package struct TemplateText: Sendable, Hashable {
    fileprivate enum Part: Sendable, Hashable {
        case literal(String)
        case reference(Reference)
        case value(JSONValue)
    }
    fileprivate var parts: [Part] = []

    /// Plain text.
    package init(_ text: String) { parts = [.literal(text)] }

    /// Text in which every `marker` stands for its reference.
    package init(_ text: String, replacing markers: [String: Reference]) {
        parts = [.literal(text)]
        for (marker, reference) in markers.sorted(by: { $0.key < $1.key }) {
            parts = parts.flatMap { part -> [Part] in
                guard case .literal(let literal) = part else { return [part] }
                let pieces = literal.split(separator: marker, omittingEmptySubsequences: false)
                return Array(pieces.map { [Part.literal(String($0))] }.joined(separator: [.reference(reference)]))
            }
        }
    }

    /// `Fn::Sub`, or a string when there is no reference.
    package var json: JSONValue {
        var text = ""
        var variables: [String: JSONValue] = [:]
        var isPlain = true
        for part in parts {
            switch part {
            case .literal(let literal): text += Self.escaped(literal)
            case .reference(let reference):
                isPlain = false
                text += "${\(reference.name)}"
            case .value(let value):
                isPlain = false
                let name = "Value\(variables.count + 1)"
                variables[name] = value
                text += "${\(name)}"
            }
        }
        if isPlain { return .string(plain) }
        return variables.isEmpty ? ["Fn::Sub": .string(text)] : ["Fn::Sub": [.string(text), .object(variables)]]
    }

    private var plain: String {
        parts.map { if case .literal(let literal) = $0 { literal } else { "" } }.joined()
    }

    /// `${` of the text itself must not be taken for a reference.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "${!")
    }
}

extension TemplateText: ExpressibleByStringInterpolation {
    /// Collects text and references.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [TemplateText.Part] = []

        /// Makes room.
        package init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds text.
        package mutating func appendLiteral(_ literal: String) { parts.append(.literal(literal)) }
        /// Adds text.
        package mutating func appendInterpolation(_ text: String) { parts.append(.literal(text)) }
        /// Adds a number.
        package mutating func appendInterpolation(_ number: Int) { parts.append(.literal(String(number))) }
        /// Adds a reference.
        package mutating func appendInterpolation(_ reference: Reference) { parts.append(.reference(reference)) }
        /// Adds a text with its references.
        package mutating func appendInterpolation(_ text: TemplateText) { parts += text.parts }
        /// Adds whatever an intrinsic function gives.
        package mutating func appendInterpolation(_ value: JSONValue) { parts.append(.value(value)) }
    }

    /// Plain text.
    package init(stringLiteral value: String) { self.init(value) }
    /// Text with references.
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }
}
