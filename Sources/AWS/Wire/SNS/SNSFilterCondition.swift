import SluiceModel

/// One condition of a filter policy.
enum SNSFilterCondition: Sendable, Hashable {
    /// A text, number, `true`, `false` or `null` itself.
    case exactly(JSONValue)
    /// The same text in whatever case.
    case ignoringCase(String)
    case prefix(String)
    case suffix(String)
    /// None of these.
    indirect case anythingBut([SNSFilterCondition])
    /// All of these comparisons.
    case numeric([Comparison])
    /// Whether the attribute is there at all.
    case exists(Bool)

    /// A comparison with a number.
    struct Comparison: Sendable, Hashable {
        let sign: String
        let number: Double

        func holds(of value: Double) -> Bool {
            switch sign {
            case "=": SNSFilterCondition.equal(value, number)
            case "<": value < number
            case "<=": value <= number
            case ">": value > number
            default: value >= number
            }
        }
    }

    /// Reads a condition on the attribute `name`.
    init(_ value: JSONValue, of name: String) throws(AWSServiceError) {
        switch value {
        case .string, .bool, .null, .number: self = .exactly(value)
        case .integer(let number): self = .exactly(.number(Double(number)))
        case .array: throw SNSFilterPolicy.refusal("\"\(name)\" holds a list in a list")
        case .object(let fields):
            guard fields.count == 1, let (keyword, operand) = fields.first else {
                throw SNSFilterPolicy.refusal("\"\(name)\": a condition has exactly one keyword")
            }
            self = try Self.read(keyword, operand, of: name)
        }
    }

    /// Whether one of an attribute's values satisfies it; an attribute that is not there has none.
    func holds(of values: [JSONValue]) -> Bool {
        if case .exists(let wanted) = self { return wanted == !values.isEmpty }
        return values.contains { holds(of: $0) }
    }

    private func holds(of value: JSONValue) -> Bool {
        switch (self, value) {
        case (.exactly(.number(let wanted)), .number(let number)): Self.equal(wanted, number)
        case (.exactly(let wanted), _): wanted == value
        case (.ignoringCase(let wanted), .string(let text)): wanted.lowercased() == text.lowercased()
        case (.prefix(let prefix), .string(let text)): text.hasPrefix(prefix)
        case (.suffix(let suffix), .string(let text)): text.hasSuffix(suffix)
        case (.anythingBut(let unwanted), _): !unwanted.contains { $0.holds(of: value) }
        case (.numeric(let comparisons), .number(let number)): comparisons.allSatisfy { $0.holds(of: number) }
        default: false
        }
    }

    private static func read(
        _ keyword: String,
        _ operand: JSONValue,
        of name: String
    ) throws(AWSServiceError) -> SNSFilterCondition {
        switch (keyword, operand) {
        case ("prefix", .string(let text)) where !text.isEmpty: return .prefix(text)
        case ("suffix", .string(let text)) where !text.isEmpty: return .suffix(text)
        case ("equals-ignore-case", .string(let text)): return .ignoringCase(text)
        case ("exists", .bool(let wanted)): return .exists(wanted)
        case ("numeric", .array(let parts)): return .numeric(try comparisons(parts, of: name))
        case ("anything-but", .array(let unwanted)) where !unwanted.isEmpty:
            var conditions: [SNSFilterCondition] = []
            for value in unwanted { conditions.append(try plain(value, of: name)) }
            return .anythingBut(conditions)
        case ("anything-but", .object(let fields)) where fields["prefix"] != nil || fields["suffix"] != nil:
            return .anythingBut([try SNSFilterCondition(operand, of: name)])
        case ("anything-but", _): return .anythingBut([try plain(operand, of: name)])
        case ("prefix", _), ("suffix", _), ("equals-ignore-case", _), ("exists", _), ("numeric", _):
            throw SNSFilterPolicy.refusal("\"\(name)\": the operand of \(keyword) is not of its kind")
        default:
            throw SNSFilterPolicy.refusal("\"\(name)\": \(keyword) is not implemented by the local cloud")
        }
    }

    /// A text or number.
    private static func plain(_ value: JSONValue, of name: String) throws(AWSServiceError) -> SNSFilterCondition {
        switch value {
        case .string, .number, .integer: return try SNSFilterCondition(value, of: name)
        default: throw SNSFilterPolicy.refusal("\"\(name)\": anything-but takes texts and numbers")
        }
    }

    /// `["=", 1]`, or a lower and an upper bound as in `[">", 0, "<=", 150]`.
    private static func comparisons(_ parts: [JSONValue], of name: String) throws(AWSServiceError) -> [Comparison] {
        var comparisons: [Comparison] = []
        for start in stride(from: 0, to: parts.count - 1, by: 2) {
            guard case .string(let sign) = parts[start], ["=", "<", "<=", ">", ">="].contains(sign) else { break }
            switch parts[start + 1] {
            case .number(let number): comparisons.append(Comparison(sign: sign, number: number))
            case .integer(let number): comparisons.append(Comparison(sign: sign, number: Double(number)))
            default: break
            }
        }
        guard [1, 2].contains(comparisons.count), comparisons.count * 2 == parts.count else {
            throw SNSFilterPolicy.refusal("\"\(name)\": numeric takes one or two comparisons, such as [\">\", 0]")
        }
        return comparisons
    }

    /// Numbers are told apart by five digits after the point (Amazon SNS, "Filter policy constraints").
    private static func equal(_ first: Double, _ second: Double) -> Bool {
        (first * 100_000).rounded() == (second * 100_000).rounded()
    }
}
