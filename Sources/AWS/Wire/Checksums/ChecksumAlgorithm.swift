/// A checksum that S3 stores beside an object.
package enum ChecksumAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64nvme = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    /// The header and trailer that carry its value, such as `x-amz-checksum-crc32`.
    package var headerName: String { "x-amz-checksum-\(rawValue.lowercased())" }

    /// The XML element that carries its value, such as `ChecksumCRC32`.
    package var elementName: String { "Checksum\(rawValue)" }

    /// The length of its value in bytes.
    package var byteCount: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64nvme: 8
        case .sha1: 20
        case .sha256: 32
        }
    }

    /// What a multipart upload gets when it names no type.
    package var defaultMultipartType: ChecksumType { self == .crc64nvme ? .fullObject : .composite }

    /// Whether a multipart upload may use this algorithm with `type`.
    ///
    /// A CRC of the whole follows from those of its parts, a SHA does not; AWS defines no composite CRC64NVME.
    package func allows(_ type: ChecksumType) -> Bool {
        switch (self, type) {
        case (.crc64nvme, .composite), (.sha1, .fullObject), (.sha256, .fullObject): false
        default: true
        }
    }

    /// The algorithm called `name` in any case; nil for one that S3 does not have.
    package init?(name: String) {
        self.init(rawValue: name.uppercased())
    }

    /// The algorithm whose value the header `name` carries (lower case).
    package init?(headerName name: String) {
        guard let match = Self.allCases.first(where: { $0.headerName == name }) else { return nil }
        self = match
    }
}

/// What a checksum covers.
package enum ChecksumType: String, Sendable, Hashable, Codable {
    /// The bytes of the object.
    case fullObject = "FULL_OBJECT"
    /// The checksums of the parts, one after the other.
    case composite = "COMPOSITE"
}
