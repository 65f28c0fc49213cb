package import SluiceModel

extension S3 {
    /// The answer of CopyObject and, with another root, of UploadPartCopy.
    package struct CopyObjectResult: S3Document {
        package static let root = "CopyObjectResult"
        package var values: CopyValues

        /// The answer with those values.
        package init(_ values: CopyValues) {
            self.values = values
        }

        /// Reads the elements of the result.
        /// - Throws: `DecodingError` when one is missing.
        package init(from decoder: any Decoder) throws {
            values = try CopyValues(from: decoder)
        }

        /// Writes the elements of the result.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            try values.encode(to: encoder)
        }
    }

    /// The answer of UploadPartCopy.
    package struct CopyPartResult: S3Document {
        package static let root = "CopyPartResult"
        package var values: CopyValues

        /// The answer with those values.
        package init(_ values: CopyValues) {
            self.values = values
        }

        /// Reads the elements of the result.
        /// - Throws: `DecodingError` when one is missing.
        package init(from decoder: any Decoder) throws {
            values = try CopyValues(from: decoder)
        }

        /// Writes the elements of the result.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            try values.encode(to: encoder)
        }
    }

    /// What a copy produced.
    package struct CopyValues: Codable, Sendable, Hashable {
        package var lastModified: Timestamp
        /// With its quotes.
        package var eTag: String
        /// Base64 values by algorithm.
        package var checksums: [ChecksumAlgorithm: String]
        package var checksumType: String?

        /// The values of a copy.
        package init(
            lastModified: Timestamp,
            eTag: String,
            checksums: [ChecksumAlgorithm: String] = [:],
            checksumType: String? = nil
        ) {
            self.lastModified = lastModified
            self.eTag = eTag
            self.checksums = checksums
            self.checksumType = checksumType
        }

        /// Reads the elements of a result.
        /// - Throws: `DecodingError` when one is missing.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ElementName.self)
            lastModified = try container.decode(Timestamp.self, forKey: "LastModified")
            eTag = try container.decode(String.self, forKey: "ETag")
            checksums = try container.checksums()
            checksumType = try container.decodeIfPresent(String.self, forKey: "ChecksumType")
        }

        /// Writes the elements of a result.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: ElementName.self)
            try container.encode(lastModified, forKey: "LastModified")
            try container.encode(eTag, forKey: "ETag")
            try container.encode(checksums)
            try container.encodeIfPresent(checksumType, forKey: "ChecksumType")
        }
    }
}
