/// An operation of a service that speaks AWS's JSON protocol: a request shape that knows where it goes and what comes
/// back.
package protocol JSONOperation: Encodable, Sendable {
    associatedtype Response: Decodable & Sendable
    /// Where it goes.
    static var target: JSONTarget { get }
}

/// The operation that a JSON call names in its headers.
package struct JSONTarget: Sendable, Hashable {
    /// A version of the protocol; they differ in the content type.
    package enum Version: String, Sendable {
        case v10 = "1.0"
        case v11 = "1.1"
    }

    package let version: Version
    /// What the value of `X-Amz-Target` begins with, dot included, such as `AmazonSSM.`.
    package let prefix: String
    /// The operation's name, such as `GetParameter`.
    package let operation: String

    /// The operation `operation` of the service whose targets begin with `prefix`.
    package init(_ version: Version, prefix: String, operation: String) {
        self.version = version
        self.prefix = prefix
        self.operation = operation
    }

    /// The value of the `content-type` header.
    package var contentType: String { "application/x-amz-json-\(version.rawValue)" }

    /// The value of the `x-amz-target` header.
    package var header: String { prefix + operation }
}

/// The answer of operations that answer nothing of use.
package struct JSONEmpty: Decodable, Sendable, Hashable {}
