package import SluiceModel

/// The object that a copy reads, from the header `x-amz-copy-source`.
package struct CopySource: Sendable, Hashable {
    package let location: ObjectLocation
    /// The version asked for; nil for the current one.
    package let versionID: String?

    /// Reads `bucket/key` or `/bucket/key`, percent-encoded, with an optional `?versionId=`.
    /// - Throws: 400 when it has another form.
    package init(_ header: String) throws(AWSServiceError) {
        let parts = header.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first ?? ""
        guard
            case .object(let location) = try S3Target(
                host: nil,
                rawPath: path.hasPrefix("/") ? String(path) : "/\(path)"
            )
        else {
            throw .invalidArgument(
                "x-amz-copy-source",
                header,
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey"
            )
        }
        self.location = location
        let query = parts.count > 1 ? QueryString.parse(String(parts[1])) : []
        versionID = query.first { $0.name == "versionId" }?.value
    }
}
