/// The limits of Amazon S3; checks, messages and tests read them here.
///
/// Source: AWS, "Amazon S3 multipart upload limits", "Object keys", "Object metadata", as of 2026.
package enum S3Limits {
    /// The longest key, in bytes of UTF-8.
    package static let keyBytes = 1024
    /// All names and values of an object's user metadata together, in bytes.
    package static let metadataBytes = 2 * 1024
    /// The largest object that one PutObject or CopyObject can make, in bytes.
    package static let singleUploadBytes: Int64 = 5 << 30
    /// The smallest part, in bytes, but for the last one.
    package static let smallestPartBytes: Int64 = 5 << 20
    /// The largest part, in bytes.
    package static let largestPartBytes: Int64 = 5 << 30
    /// The numbers a part can have.
    package static let partNumbers = 1...10_000
    /// The most entries on a page of a listing, and the number of a page that does not say.
    package static let pageSize = 1000
    /// The most objects in one DeleteObjects.
    package static let batchDeleteObjects = 1000
    /// The longest XML body of a request that we read, in bytes: 10,000 parts with every checksum fit.
    package static let documentBytes = 4 << 20
    /// The lengths a bucket's name can have.
    package static let bucketNameLengths = 3...63
}
