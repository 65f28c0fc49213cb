/// An operation of a service that speaks AWS's Query protocol: a form, and a document in XML that answers it.
package protocol QueryOperation: Sendable {
    associatedtype Response: Decodable & Sendable
    /// What is sent.
    var form: QueryForm { get }
}

/// The answer of operations that answer nothing of use.
package struct QueryEmpty: Decodable, Sendable, Hashable {}
