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

    /// Writes a document of a job we hold, in place of `version`.
    ///
    /// An answer that got lost leaves us with an old version although the write was ours: so a conflict with a document
    /// of the same claim is no conflict.
    /// - Throws: `Conflict` when somebody else holds the job now.
    func writeHeld(_ status: JobStatus, replacing version: String?) async throws -> Versioned {
        do {
            return try await write(status, replacing: version)
        } catch let conflict as Conflict {
            guard version != nil, let stored = try await read(status.id), stored.status.isSameClaim(as: status) else {
                throw conflict
            }
            return try await write(status, replacing: stored.version)
        }
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

extension JobStatus {
    /// Whether both were written by the same task for the same delivery, and this one is not the last word.
    fileprivate func isSameClaim(as other: JobStatus) -> Bool {
        status == .processing && leaseUntil != nil && task == other.task && messageID == other.messageID
            && startedAt == other.startedAt
    }
}
