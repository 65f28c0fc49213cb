import SluiceAWS
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Status documents in the data bucket, changed only by whoever has seen the latest version.
struct StatusStore: Sendable {
    let s3: S3Client
    let bucket: String

    /// A document and the version of it that was read or written.
    struct Versioned: Sendable {
        var status: JobStatus
        let version: String
    }

    /// Somebody else has changed the document.
    struct Conflict: Error {}

    /// No status document is longer than this.
    private static let longest = 4 << 20

    /// The document of a job; nil while it has none.
    /// - Throws: `AWSServiceError`, a transport error, or `DecodingError` when the object is not a status document.
    func read(_ id: JobID) async throws -> Versioned? {
        guard
            let object = try await s3.getObjectIfPresent(
                bucket: bucket,
                key: JobKeys.status(id),
                limit: Self.longest
            )
        else { return nil }
        return Versioned(
            status: try JSONDecoder().decode(JobStatus.self, from: Data(object.bytes)),
            version: object.etag
        )
    }

    /// Writes a document in place of `version`, or as the first one when that is nil.
    /// - Throws: `Conflict` when somebody was faster.
    func write(_ status: JobStatus, replacing version: String?) async throws -> Versioned {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let outcome = try await s3.putObject(
            bucket: bucket,
            key: JobKeys.status(status.id),
            bytes: Array(try encoder.encode(status)),
            contentType: "application/json",
            condition: version.map { .ifMatch($0) } ?? .ifNoneMatch
        )
        guard let etag = outcome.etag else { throw Conflict() }
        return Versioned(status: status, version: etag)
    }
}
