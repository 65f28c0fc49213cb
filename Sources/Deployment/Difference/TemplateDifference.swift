package import SluiceModel

/// What two templates of a stack do not have in common.
package struct TemplateDifference: Sendable, Hashable, Codable {
    /// A parameter, condition, resource or output.
    package struct Item: Sendable, Hashable, Codable {
        /// What happens to it.
        package enum Kind: String, Sendable, Hashable, Codable {
            case added, removed, changed
        }
        package let kind: Kind
        /// Such as `Resources`.
        package let section: String
        package let name: String
        /// Of resources, such as `AWS::SQS::Queue`.
        package let type: String?
        /// What changes in it; empty when it is added or removed.
        package let changes: [Change]
    }

    /// A value that changes.
    package struct Change: Sendable, Hashable, Codable {
        /// Where, such as `Properties.VisibilityTimeout`.
        package let path: String
        /// Nil when it is new.
        package let old: JSONValue?
        /// Nil when it goes.
        package let new: JSONValue?
    }

    package let items: [Item]

    /// Whether there is no difference.
    package var isEmpty: Bool { items.isEmpty }

    /// The difference between what is deployed and what shall be; everything is added when nothing is deployed.
    package init(from old: JSONValue?, to new: JSONValue) {
        let sections = ["Parameters", "Conditions", "Resources", "Outputs"]
        items = sections.flatMap { Self.items(of: $0, old?[$0].members ?? [:], new[$0].members) }
    }

    private static func items(
        of section: String,
        _ old: [String: JSONValue],
        _ new: [String: JSONValue]
    ) -> [Item] {
        Set(old.keys).union(new.keys).sorted().compactMap { name in
            let type = (new[name] ?? old[name])?["Type"].text
            let kept = section == "Resources" ? type : nil
            switch (old[name], new[name]) {
            case (nil, .some): return Item(kind: .added, section: section, name: name, type: kept, changes: [])
            case (.some, nil): return Item(kind: .removed, section: section, name: name, type: kept, changes: [])
            case (let before?, let after?):
                let changes = Self.changes("", before, after)
                return changes.isEmpty
                    ? nil : Item(kind: .changed, section: section, name: name, type: kept, changes: changes)
            case (nil, nil): return nil
            }
        }
    }

    private static func changes(_ path: String, _ old: JSONValue?, _ new: JSONValue?) -> [Change] {
        if old == new { return [] }
        switch (old, new) {
        case (.object(let before)?, .object(let after)?) where !isIntrinsic(before) && !isIntrinsic(after):
            return Set(before.keys).union(after.keys).sorted().flatMap { key in
                changes(path.isEmpty ? key : "\(path).\(key)", before[key], after[key])
            }
        case (.array(let before)?, .array(let after)?) where before.count == after.count:
            return before.indices.flatMap { changes("\(path)[\($0)]", before[$0], after[$0]) }
        default: return [Change(path: path, old: old, new: new)]
        }
    }

    /// A reference or a function is one value, whatever it is made of.
    private static func isIntrinsic(_ members: [String: JSONValue]) -> Bool {
        members.count == 1 && members.keys.allSatisfy { $0 == "Ref" || $0.hasPrefix("Fn::") }
    }
}

extension JSONValue? {
    fileprivate subscript(name: String) -> JSONValue? { flatMap { $0[name] } }
    fileprivate var members: [String: JSONValue] {
        if case .object(let members)? = self { return members }
        return [:]
    }
    fileprivate var text: String? {
        if case .string(let text)? = self { return text }
        return nil
    }
}

extension JSONValue {
    fileprivate subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { return members[name] }
        return nil
    }
}
