/// Where an object lies: a bucket and a key, written `s3://bucket/key`.
package struct ObjectLocation: Sendable, Hashable {
    package let bucket: String
    /// 1 to 1,024 bytes of UTF-8; slashes have no meaning to the store.
    package let key: String

    /// The object `key` in `bucket`.
    package init(bucket: String, key: String) {
        self.bucket = bucket
        self.key = key
    }

    /// Reads `s3://bucket/key`; nil unless both parts are there and the key is at most 1,024 bytes.
    package init?(uri: String) {
        guard uri.hasPrefix("s3://") else { return nil }
        let rest = uri.dropFirst(5)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let bucket = rest[..<slash]
        let key = rest[rest.index(after: slash)...]
        guard !bucket.isEmpty, !key.isEmpty, key.utf8.count <= 1024 else { return nil }
        self.init(bucket: String(bucket), key: String(key))
    }

    /// `s3://bucket/key`.
    package var uri: String { "s3://\(bucket)/\(key)" }

    /// The part of the key after its last slash; the whole key when it has none.
    package var name: String {
        key.split(separator: "/").last.map(String.init) ?? key
    }
}

extension ObjectLocation: Codable {
    /// Reads `s3://bucket/key`.
    /// - Throws: `DecodingError.dataCorrupted` when the text has another form.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let location = ObjectLocation(uri: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not of the form s3://bucket/key")
            )
        }
        self = location
    }

    /// Writes `s3://bucket/key`.
    /// - Throws: whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(uri)
    }
}
