/// The shapes of Amazon SQS over JSON 1.0, API version 2012-11-05; one file per group of operations.
package enum SQS {
    /// What `X-Amz-Target` begins with.
    package static let targetPrefix = "AmazonSQS."
    /// The content type of requests and answers.
    package static let contentType = "application/x-amz-json-1.0"
    /// The name in signatures and endpoint variables.
    package static let signingName = "sqs"
}

/// An operation of SQS: a request shape that knows its operation's name and its answer's shape.
package protocol SQSOperation: Codable, Sendable {
    associatedtype Response: Codable, Sendable
    /// The operation's name, such as `SendMessage`.
    static var name: String { get }
}

extension SQS {
    /// The answer of operations that answer nothing.
    package struct Empty: Codable, Sendable, Hashable {
        /// Nothing.
        package init() {}
    }
}
