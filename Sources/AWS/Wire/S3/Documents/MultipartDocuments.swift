extension S3 {
    /// The answer of CreateMultipartUpload.
    package struct InitiateMultipartUploadResult: S3Document {
        package static let root = "InitiateMultipartUploadResult"
        package var bucket: String
        package var key: String
        package var uploadID: String

        private enum CodingKeys: String, CodingKey {
            case bucket = "Bucket"
            case key = "Key"
            case uploadID = "UploadId"
        }

        /// The upload `uploadID` of `key`.
        package init(bucket: String, key: String, uploadID: String) {
            self.bucket = bucket
            self.key = key
            self.uploadID = uploadID
        }
    }

    /// The body of CompleteMultipartUpload.
    package struct CompleteMultipartUpload: S3Document {
        package static let root = "CompleteMultipartUpload"
        package var parts: [CompletedPart]

        private enum CodingKeys: String, CodingKey {
            case parts = "Part"
        }

        /// The parts in their order.
        package init(parts: [CompletedPart]) {
            self.parts = parts
        }
    }

    /// One part as CompleteMultipartUpload names it.
    package struct CompletedPart: Codable, Sendable, Hashable {
        /// 1 to 10,000.
        package var partNumber: Int
        /// With or without its quotes.
        package var eTag: String
        /// Base64 values of the part's checksums.
        package var checksums: [ChecksumAlgorithm: String]

        /// A part from its values.
        package init(partNumber: Int, eTag: String, checksums: [ChecksumAlgorithm: String] = [:]) {
            self.partNumber = partNumber
            self.eTag = eTag
            self.checksums = checksums
        }

        /// Reads the elements of a part.
        /// - Throws: `DecodingError` when the number or the tag is missing.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ElementName.self)
            partNumber = try container.decode(Int.self, forKey: "PartNumber")
            eTag = try container.decode(String.self, forKey: "ETag")
            checksums = try container.checksums()
        }

        /// Writes the elements of a part.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: ElementName.self)
            try container.encode(partNumber, forKey: "PartNumber")
            try container.encode(eTag, forKey: "ETag")
            try container.encode(checksums)
        }
    }

    /// The answer of CompleteMultipartUpload.
    package struct CompleteMultipartUploadResult: S3Document {
        package static let root = "CompleteMultipartUploadResult"
        package var location: String
        package var bucket: String
        package var key: String
        /// With its quotes.
        package var eTag: String
        package var checksums: [ChecksumAlgorithm: String]
        package var checksumType: String?

        /// The object that came of the upload.
        package init(
            location: String,
            bucket: String,
            key: String,
            eTag: String,
            checksums: [ChecksumAlgorithm: String] = [:],
            checksumType: String? = nil
        ) {
            self.location = location
            self.bucket = bucket
            self.key = key
            self.eTag = eTag
            self.checksums = checksums
            self.checksumType = checksumType
        }

        /// Reads the elements of the result.
        /// - Throws: `DecodingError` when one is missing.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ElementName.self)
            location = try container.decodeIfPresent(String.self, forKey: "Location") ?? ""
            bucket = try container.decode(String.self, forKey: "Bucket")
            key = try container.decode(String.self, forKey: "Key")
            eTag = try container.decode(String.self, forKey: "ETag")
            checksums = try container.checksums()
            checksumType = try container.decodeIfPresent(String.self, forKey: "ChecksumType")
        }

        /// Writes the elements of the result.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: ElementName.self)
            try container.encode(location, forKey: "Location")
            try container.encode(bucket, forKey: "Bucket")
            try container.encode(key, forKey: "Key")
            try container.encode(eTag, forKey: "ETag")
            try container.encode(checksums)
            try container.encodeIfPresent(checksumType, forKey: "ChecksumType")
        }
    }
}
