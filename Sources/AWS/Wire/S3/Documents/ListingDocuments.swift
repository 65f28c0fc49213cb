package import SluiceModel

extension S3 {
    /// One object in a listing.
    package struct ObjectEntry: Codable, Sendable, Hashable {
        package var key: String
        package var lastModified: Timestamp
        /// With its quotes.
        package var eTag: String
        package var checksumAlgorithm: [String]
        package var checksumType: String?
        /// In bytes.
        package var size: Int64
        package var storageClass: String?
        package var owner: Owner?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case lastModified = "LastModified"
            case eTag = "ETag"
            case checksumAlgorithm = "ChecksumAlgorithm"
            case checksumType = "ChecksumType"
            case size = "Size"
            case storageClass = "StorageClass"
            case owner = "Owner"
        }

        /// An entry from its parts.
        package init(
            key: String,
            lastModified: Timestamp,
            eTag: String,
            checksumAlgorithm: [String] = [],
            checksumType: String? = nil,
            size: Int64,
            storageClass: String? = "STANDARD",
            owner: Owner? = nil
        ) {
            self.key = key
            self.lastModified = lastModified
            self.eTag = eTag
            self.checksumAlgorithm = checksumAlgorithm
            self.checksumType = checksumType
            self.size = size
            self.storageClass = storageClass
            self.owner = owner
        }
    }

    /// Keys of a listing rolled up to the delimiter.
    package struct CommonPrefix: Codable, Sendable, Hashable {
        package var prefix: String

        private enum CodingKeys: String, CodingKey {
            case prefix = "Prefix"
        }

        /// The keys that begin with `prefix`.
        package init(prefix: String) {
            self.prefix = prefix
        }
    }

    /// The answer of ListObjectsV2.
    package struct ListObjectsV2Result: S3Document {
        package static let root = "ListBucketResult"
        package var name: String
        package var prefix: String
        package var startAfter: String?
        package var continuationToken: String?
        /// Where the next page begins; there when `isTruncated`.
        package var nextContinuationToken: String?
        /// Objects and common prefixes on this page.
        package var keyCount: Int
        package var maxKeys: Int
        package var delimiter: String?
        package var encodingType: String?
        package var isTruncated: Bool
        package var contents: [ObjectEntry] = []
        package var commonPrefixes: [CommonPrefix] = []

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
            case prefix = "Prefix"
            case startAfter = "StartAfter"
            case continuationToken = "ContinuationToken"
            case nextContinuationToken = "NextContinuationToken"
            case keyCount = "KeyCount"
            case maxKeys = "MaxKeys"
            case delimiter = "Delimiter"
            case encodingType = "EncodingType"
            case isTruncated = "IsTruncated"
            case contents = "Contents"
            case commonPrefixes = "CommonPrefixes"
        }

        /// An empty page of `name`.
        package init(name: String, prefix: String, keyCount: Int, maxKeys: Int, isTruncated: Bool) {
            self.name = name
            self.prefix = prefix
            self.keyCount = keyCount
            self.maxKeys = maxKeys
            self.isTruncated = isTruncated
        }
    }

    /// The answer of ListObjects, the first version.
    package struct ListObjectsResult: S3Document {
        package static let root = "ListBucketResult"
        package var name: String
        package var prefix: String
        package var marker: String
        /// Where the next page begins; there when `isTruncated` and a delimiter was given.
        package var nextMarker: String?
        package var maxKeys: Int
        package var delimiter: String?
        package var encodingType: String?
        package var isTruncated: Bool
        package var contents: [ObjectEntry] = []
        package var commonPrefixes: [CommonPrefix] = []

        private enum CodingKeys: String, CodingKey {
            case name = "Name"
            case prefix = "Prefix"
            case marker = "Marker"
            case nextMarker = "NextMarker"
            case maxKeys = "MaxKeys"
            case delimiter = "Delimiter"
            case encodingType = "EncodingType"
            case isTruncated = "IsTruncated"
            case contents = "Contents"
            case commonPrefixes = "CommonPrefixes"
        }

        /// An empty page of `name`.
        package init(name: String, prefix: String, marker: String, maxKeys: Int, isTruncated: Bool) {
            self.name = name
            self.prefix = prefix
            self.marker = marker
            self.maxKeys = maxKeys
            self.isTruncated = isTruncated
        }
    }
}
