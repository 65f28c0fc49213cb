package import SluiceModel

extension S3 {
    /// The answer of ListParts.
    package struct ListPartsResult: S3Document {
        package static let root = "ListPartsResult"
        package var bucket: String
        package var key: String
        package var uploadID: String
        package var partNumberMarker: Int
        /// The last part number on this page.
        package var nextPartNumberMarker: Int?
        package var maxParts: Int
        package var isTruncated: Bool
        package var parts: [Part]
        package var storageClass: String?
        package var checksumAlgorithm: String?
        package var checksumType: String?
        package var owner: Owner?
        package var initiator: Owner?

        private enum CodingKeys: String, CodingKey {
            case bucket = "Bucket"
            case key = "Key"
            case uploadID = "UploadId"
            case partNumberMarker = "PartNumberMarker"
            case nextPartNumberMarker = "NextPartNumberMarker"
            case maxParts = "MaxParts"
            case isTruncated = "IsTruncated"
            case parts = "Part"
            case storageClass = "StorageClass"
            case checksumAlgorithm = "ChecksumAlgorithm"
            case checksumType = "ChecksumType"
            case owner = "Owner"
            case initiator = "Initiator"
        }

        /// A page of the parts of `uploadID`.
        package init(
            bucket: String,
            key: String,
            uploadID: String,
            partNumberMarker: Int,
            maxParts: Int,
            isTruncated: Bool,
            parts: [Part]
        ) {
            self.bucket = bucket
            self.key = key
            self.uploadID = uploadID
            self.partNumberMarker = partNumberMarker
            self.maxParts = maxParts
            self.isTruncated = isTruncated
            self.parts = parts
            storageClass = "STANDARD"
        }
    }

    /// One stored part.
    package struct Part: Codable, Sendable, Hashable {
        /// 1 to 10,000.
        package var partNumber: Int
        package var lastModified: Timestamp
        /// With its quotes.
        package var eTag: String
        /// In bytes.
        package var size: Int64
        /// Base64 values by algorithm.
        package var checksums: [ChecksumAlgorithm: String]

        /// A part from its values.
        package init(
            partNumber: Int,
            lastModified: Timestamp,
            eTag: String,
            size: Int64,
            checksums: [ChecksumAlgorithm: String] = [:]
        ) {
            self.partNumber = partNumber
            self.lastModified = lastModified
            self.eTag = eTag
            self.size = size
            self.checksums = checksums
        }

        /// Reads the elements of a part.
        /// - Throws: `DecodingError` when one is missing.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ElementName.self)
            partNumber = try container.decode(Int.self, forKey: "PartNumber")
            lastModified = try container.decode(Timestamp.self, forKey: "LastModified")
            eTag = try container.decode(String.self, forKey: "ETag")
            size = try container.decode(Int64.self, forKey: "Size")
            checksums = try container.checksums()
        }

        /// Writes the elements of a part.
        /// - Throws: what the encoder throws.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: ElementName.self)
            try container.encode(partNumber, forKey: "PartNumber")
            try container.encode(lastModified, forKey: "LastModified")
            try container.encode(eTag, forKey: "ETag")
            try container.encode(size, forKey: "Size")
            try container.encode(checksums)
        }
    }

    /// The answer of ListMultipartUploads.
    package struct ListMultipartUploadsResult: S3Document {
        package static let root = "ListMultipartUploadsResult"
        package var bucket: String
        package var keyMarker: String
        package var uploadIDMarker: String
        package var nextKeyMarker: String?
        package var nextUploadIDMarker: String?
        package var prefix: String
        package var delimiter: String?
        package var encodingType: String?
        package var maxUploads: Int
        package var isTruncated: Bool
        package var uploads: [Upload] = []
        package var commonPrefixes: [CommonPrefix] = []

        private enum CodingKeys: String, CodingKey {
            case bucket = "Bucket"
            case keyMarker = "KeyMarker"
            case uploadIDMarker = "UploadIdMarker"
            case nextKeyMarker = "NextKeyMarker"
            case nextUploadIDMarker = "NextUploadIdMarker"
            case prefix = "Prefix"
            case delimiter = "Delimiter"
            case encodingType = "EncodingType"
            case maxUploads = "MaxUploads"
            case isTruncated = "IsTruncated"
            case uploads = "Upload"
            case commonPrefixes = "CommonPrefixes"
        }

        /// An empty page of the uploads of `bucket`.
        package init(
            bucket: String,
            prefix: String,
            keyMarker: String,
            uploadIDMarker: String,
            maxUploads: Int,
            isTruncated: Bool
        ) {
            self.bucket = bucket
            self.prefix = prefix
            self.keyMarker = keyMarker
            self.uploadIDMarker = uploadIDMarker
            self.maxUploads = maxUploads
            self.isTruncated = isTruncated
        }
    }

    /// One multipart upload that is under way.
    package struct Upload: Codable, Sendable, Hashable {
        package var key: String
        package var uploadID: String
        package var initiated: Timestamp
        package var storageClass: String?
        package var checksumAlgorithm: String?
        package var checksumType: String?
        package var owner: Owner?
        package var initiator: Owner?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case uploadID = "UploadId"
            case initiated = "Initiated"
            case storageClass = "StorageClass"
            case checksumAlgorithm = "ChecksumAlgorithm"
            case checksumType = "ChecksumType"
            case owner = "Owner"
            case initiator = "Initiator"
        }

        /// The upload `uploadID` of `key`, begun at `initiated`.
        package init(key: String, uploadID: String, initiated: Timestamp) {
            self.key = key
            self.uploadID = uploadID
            self.initiated = initiated
            storageClass = "STANDARD"
        }
    }
}
