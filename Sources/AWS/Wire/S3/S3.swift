/// The shapes and rules of Amazon S3, API version 2006-03-01.
package enum S3 {
    /// The namespace of every document but errors.
    package static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    /// The name in signatures and endpoint variables.
    package static let signingName = "s3"
    /// The content type of documents.
    package static let contentType = "application/xml"
    /// The content type of an object that was stored without one.
    package static let defaultContentType = "binary/octet-stream"
    /// What user metadata headers begin with.
    package static let metadataPrefix = "x-amz-meta-"
}

/// The root of an XML body.
package protocol S3Document: Codable, Sendable, Hashable {
    /// The name of the root element.
    static var root: String { get }
    /// Whether the root carries the namespace of S3; only errors do not.
    static var hasNamespace: Bool { get }
}

extension S3Document {
    /// True: all documents but errors have it.
    package static var hasNamespace: Bool { true }
}
