/// The fields of a call of AWS's Query protocol, `Action=…&Version=…`, in order.
package struct QueryForm: Sendable, Hashable {
    /// The content type of such a call.
    package static let contentType = "application/x-www-form-urlencoded; charset=utf-8"

    /// A field.
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String
    }
    package private(set) var fields: [Field] = []

    /// The form of an operation in a version of its API.
    package init(action: String, version: String) {
        append("Action", action)
        append("Version", version)
    }

    /// Reads a body, `+` being a space; of several fields of one name the last counts.
    package init(parsing body: String) {
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            append(
                PercentEncoding.decode(parts[0], plusIsSpace: true),
                parts.count > 1 ? PercentEncoding.decode(parts[1], plusIsSpace: true) : ""
            )
        }
    }

    /// The value of a field; nil when there is none.
    package subscript(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// The operation's name.
    package var action: String { self["Action"] ?? "" }

    /// Adds a list, `Name.member.1=…`.
    package mutating func append(_ name: String, members: [String]) {
        for (index, member) in members.enumerated() { append("\(name).member.\(index + 1)", member) }
    }

    /// Adds a field; nothing for a nil value.
    package mutating func append(_ name: String, _ value: String?) {
        if let value { fields.append(Field(name: name, value: value)) }
    }

    /// The body.
    package var encoded: String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
