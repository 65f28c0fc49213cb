import Foundation
import SluiceModel

/// A template with its intrinsic functions replaced by plain texts, so that two templates can be compared.
struct ResolvedTemplate {
    private let document: JSONValue
    /// What references stand for, by logical id.
    private let names: [String: String]

    init(_ document: JSONValue, names: [String: String]) {
        self.document = document
        self.names = names
    }

    /// The properties of a resource, flattened: `ContainerDefinitions.0.Memory` and its value as JSON.
    func properties(of logicalID: String) -> [String: String] {
        var flat: [String: String] = [:]
        guard let value = document["Resources"]?[logicalID]?["Properties"] else { return [:] }
        flatten(resolve(value), at: "", into: &flat)
        return flat
    }

    private func flatten(_ value: JSONValue, at path: String, into flat: inout [String: String]) {
        let prefix = path.isEmpty ? "" : "\(path)."
        switch value {
        case .object(let members) where !members.isEmpty:
            for (key, member) in members { flatten(member, at: prefix + key, into: &flat) }
        case .array(let values) where !values.isEmpty:
            for (index, member) in values.enumerated() {
                // Environment variables are found by name, not by place.
                if let name = member["Name"]?.text, let text = member["Value"] {
                    flatten(text, at: prefix + name, into: &flat)
                } else {
                    flatten(member, at: prefix + String(index), into: &flat)
                }
            }
        default:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            flat[path] = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    func resolve(_ value: JSONValue) -> JSONValue {
        guard case .object(let members) = value, members.count == 1, let (name, argument) = members.first else {
            switch value {
            case .object(let members):
                return .object(members.mapValues(resolve).filter { $0.value != .string("AWS::NoValue") })
            // Subnets of two zones are one thing here.
            case .array(let values):
                return .array(values.map(resolve).reduce(into: []) { if $0.last != $1 { $0.append($1) } })
            default: return value
            }
        }
        switch (name, argument) {
        case ("Ref", .string(let target)): return .string(names[target] ?? target)
        case ("Fn::GetAtt", .array(let parts)):
            let target = parts[0].text ?? ""
            return .string(names["\(target).\(parts[1].text ?? "")"] ?? names[target] ?? target)
        case ("Fn::Join", .array(let parts)):
            guard case .array(let pieces) = parts[1] else { return value }
            return .string(pieces.map { resolve($0).text ?? "" }.joined(separator: parts[0].text ?? ""))
        case ("Fn::Sub", .string(let text)): return .string(substitute(text))
        case ("Fn::If", .array(let parts)): return resolve(parts[1])
        case ("Fn::Split", .array(let parts)): return .array([resolve(parts[1])])
        case ("Fn::ImportValue", .string(let export)): return .string(names[export] ?? export)
        default: return .object([name: resolve(argument)])
        }
    }

    private func substitute(_ text: String) -> String {
        text.replacing(#/\$\{([^!}][^}]*)\}/#) { match in
            let name = String(match.1)
            return names[name] ?? names[name.split(separator: ".").first.map(String.init) ?? name] ?? name
        }
    }
}

extension JSONValue {
    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    subscript(_ index: Int) -> JSONValue? {
        if case .array(let values) = self, values.indices.contains(index) { values[index] } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
