package import SluiceModel
import Yams

/// How a template is written down; the same template always gives the same bytes.
package enum TemplateFormat: String, Sendable, Hashable, CaseIterable {
    case json, yaml

    /// The most bytes of a template that CloudFormation takes in a call; longer ones have to lie in a bucket.
    package static let longestBody = 51_200

    /// The text of a template, with a newline at its end.
    ///
    /// JSON that would be too long for a call with indentation has each resource on a line of its own instead.
    package func text(_ template: Template) -> String {
        switch self {
        case .json:
            let indented = Self.jsonText(template.json, indented: true) + "\n"
            return indented.utf8.count <= Self.longestBody ? indented : JSONWriter.text(template.json, .lined) + "\n"
        case .yaml: return Self.yamlText(template.json)
        }
    }

    /// A value as JSON with its keys in order.
    package static func jsonText(_ value: JSONValue, indented: Bool = false) -> String {
        JSONWriter.text(value, indented ? .indented : .compact)
    }

    private static func yamlText(_ value: JSONValue) -> String {
        (try? Yams.serialize(node: node(value), width: 120)) ?? ""
    }

    /// CloudFormation's own order for the sections, the alphabet for everything else.
    private static let order = [
        "Type",
        "AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources", "Outputs",
    ]

    private static func node(_ value: JSONValue) -> Node {
        switch value {
        case .null: Node("null", Tag(.null))
        case .bool(let flag): Node(String(flag), Tag(.bool))
        case .integer(let number): Node(String(number), Tag(.int))
        case .number(let number): Node(String(number), Tag(.float))
        case .string(let text): scalar(text)
        case .array(let values): .sequence(.init(values.map(node), Tag(.seq), values.isEmpty ? .flow : .block))
        case .object(let members):
            .mapping(
                .init(
                    members.sorted { rank($0.key) < rank($1.key) }.map { (scalar($0.key), node($0.value)) },
                    Tag(.map),
                    members.isEmpty ? .flow : .block
                )
            )
        }
    }

    private static func rank(_ key: String) -> (Int, String) { (order.firstIndex(of: key) ?? order.count, key) }

    /// Text that YAML would read as a number, a flag or a date is put in quotes.
    private static func scalar(_ text: String) -> Node {
        let isPlain = Resolver.default.resolveTag(of: Node(text)) == .str && !text.isEmpty
        return .scalar(.init(text, Tag(.str), isPlain ? (text.contains("\n") ? .literal : .any) : .doubleQuoted))
    }
}
