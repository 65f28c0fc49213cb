extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A JSON string.
    package init(stringLiteral value: String) { self = .string(value) }
    /// A JSON boolean.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A JSON number.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// A JSON array.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// A JSON object; of two equal keys the later counts.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}
