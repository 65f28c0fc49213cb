import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which messages a subscription wants, by their attributes (Amazon SNS, "Subscription filter policies").
///
/// Every name must be there, and one of its conditions must hold of one of the attribute's values.
package struct SNSFilterPolicy: Sendable, Hashable {
    private let conditions: [String: [SNSFilterCondition]]

    /// Reads a policy.
    /// - Throws: `AWSServiceError` naming what is wrong, or what the local cloud does not have.
    package init(_ text: String) throws(AWSServiceError) {
        guard let document = try? JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8)) else {
            throw Self.refusal("failed to parse JSON: it must be an object")
        }
        guard document.count <= SNSLimits.filterNames else {
            throw Self.refusal("at most \(SNSLimits.filterNames) names are allowed, not \(document.count)")
        }
        var conditions: [String: [SNSFilterCondition]] = [:]
        var combinations = 1
        for (name, value) in document.sorted(by: { $0.key < $1.key }) {
            guard name != "$or" else { throw Self.refusal("$or is not implemented by the local cloud") }
            guard case .array(let values) = value, !values.isEmpty else {
                throw Self.refusal("\"\(name)\" must be a list that is not empty")
            }
            var read: [SNSFilterCondition] = []
            for value in values { read.append(try SNSFilterCondition(value, of: name)) }
            conditions[name] = read
            combinations = min(combinations, SNSLimits.filterCombinations) * values.count
        }
        guard combinations <= SNSLimits.filterCombinations else {
            throw Self.refusal("it is too complex: more than \(SNSLimits.filterCombinations) combinations")
        }
        self.conditions = conditions
    }

    /// Whether a message with these attributes passes.
    package func accepts(_ attributes: [String: SNS.MessageAttribute]) -> Bool {
        conditions.allSatisfy { name, conditions in
            let values = attributes[name].map(Self.values) ?? []
            return conditions.contains { $0.holds(of: values) }
        }
    }

    /// The refusal of a policy.
    static func refusal(_ reason: String) -> AWSServiceError {
        .invalidSNSParameter("Attributes Reason: FilterPolicy: \(reason)")
    }

    /// What conditions see of an attribute: a binary one nothing, an array its members.
    private static func values(_ attribute: SNS.MessageAttribute) -> [JSONValue] {
        guard let text = attribute.StringValue else { return [] }
        switch attribute.DataType {
        case "Number": return Double(text).map { [.number($0)] } ?? []
        case "String.Array":
            let members = try? JSONDecoder().decode([JSONValue].self, from: Data(text.utf8))
            return members?.map { if case .integer(let number) = $0 { .number(Double(number)) } else { $0 } } ?? []
        default: return [.string(text)]
        }
    }
}
