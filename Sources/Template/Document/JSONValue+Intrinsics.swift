package import SluiceModel

extension JSONValue {
    /// `Ref` or `Fn::GetAtt`.
    package static func ref(_ reference: Reference) -> JSONValue { reference.json }

    /// Text with references, `Fn::Sub`.
    package static func text(_ text: TemplateText) -> JSONValue { text.json }

    /// A whole number.
    package static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }

    /// A number, written without a fraction when it has none.
    package static func quantity(_ number: Double) -> JSONValue {
        number == number.rounded() && abs(number) < 1e15 ? .integer(Int64(number)) : .number(number)
    }

    /// Strings.
    package static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }

    /// What another stack of the account exports under a name.
    package static func imported(_ name: String) -> JSONValue { ["Fn::ImportValue": .string(name)] }

    /// The parts of a text between `separator`.
    package static func split(_ separator: String, _ text: JSONValue) -> JSONValue {
        ["Fn::Split": [.string(separator), text]]
    }

    /// One element of a list.
    package static func select(_ index: Int, _ list: JSONValue) -> JSONValue {
        ["Fn::Select": [.count(index), list]]
    }

    /// One of two values, as a condition of the template says.
    package static func when(_ condition: String, _ then: JSONValue, else other: JSONValue) -> JSONValue {
        ["Fn::If": [.string(condition), then, other]]
    }

    /// An object without the members that are nil.
    package static func properties(_ members: [String: JSONValue?]) -> JSONValue {
        .object(members.compactMapValues(\.self))
    }
}
