package import SluiceModel
package import SluiceWire

/// What is known of an object beside its bytes.
package struct ObjectMetadata: Sendable, Hashable, Codable {
    package var tag: EntityTag
    package var contentType: String
    /// Cache-Control, Content-Disposition, Content-Encoding, Content-Language and Expires as they were sent, names in
    /// lower case.
    package var headers: [String: String]
    /// User metadata by name in lower case, without `x-amz-meta-`.
    package var user: [String: String]
    package var checksum: ObjectChecksum?
    /// The sizes of the parts it was put together from; nil for an object written at once.
    package var parts: PartSizes?
    /// Nil for STANDARD.
    package var storageClass: String?

    /// Metadata from its parts.
    package init(
        tag: EntityTag,
        contentType: String = S3.defaultContentType,
        headers: [String: String] = [:],
        user: [String: String] = [:],
        checksum: ObjectChecksum? = nil
    ) {
        self.tag = tag
        self.contentType = contentType
        self.headers = headers
        self.user = user
        self.checksum = checksum
    }
}

/// An object's checksum.
package struct ObjectChecksum: Sendable, Hashable, Codable {
    package var algorithm: ChecksumAlgorithm
    package var type: ChecksumType
    /// As headers carry it: base64, for a composite one with the number of parts.
    package var value: String
}

/// Sizes of parts in bytes, runs of equal ones taken together: 10,000 of them stay a short text.
package struct PartSizes: Sendable, Hashable, Codable {
    private struct Run: Sendable, Hashable, Codable {
        var size: Int64
        var count: Int
    }

    private var runs: [Run] = []

    /// The sizes in order.
    package init(_ sizes: some Sequence<Int64>) {
        for size in sizes {
            if runs.last?.size == size {
                runs[runs.count - 1].count += 1
            } else {
                runs.append(Run(size: size, count: 1))
            }
        }
    }

    /// How many parts.
    package var count: Int { runs.reduce(0) { $0 + $1.count } }

    /// The bytes of part `number`, counted from 1; nil when there is no such part.
    package func range(ofPart number: Int) -> Range<Int64>? {
        guard number >= 1 else { return nil }
        var left = number - 1
        var offset: Int64 = 0
        for run in runs {
            if left < run.count {
                let start = offset + Int64(left) * run.size
                return start..<(start + run.size)
            }
            left -= run.count
            offset += Int64(run.count) * run.size
        }
        return nil
    }
}

/// An object as it stands: its size, its time, and what else is known of it.
package struct ObjectInfo: Sendable, Hashable {
    package let key: String
    /// In bytes.
    package let size: Int64
    package let lastModified: Timestamp
    package let metadata: ObjectMetadata

    /// The object whose file bears `stamp`.
    init(key: String, stamp: FileStamp, metadata: ObjectMetadata) {
        self.key = key
        size = stamp.size
        lastModified = stamp.lastModified
        self.metadata = metadata
    }
}
