package import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The message that tells of a job's end: the essentials of its status document, and where the rest lies.
///
/// Parameters and history are left out, for a notification has 256 KiB at most; the status document has them.
package struct EndNotice: Sendable, Hashable, Encodable {
    package let id: JobID
    package let status: JobStatus.State
    /// Runs of the job process that counted.
    package let attempt: Int
    package let input: ObjectLocation?
    package let submittedAt: Timestamp?
    /// When the last attempt began.
    package let startedAt: Timestamp?
    package let finishedAt: Timestamp?
    package let error: JobFailure?
    package let usage: JobUsage?
    package let outputCount: Int
    /// The first outputs.
    package let outputs: [JobOutput]
    package let location: Location

    /// Where to find what a job left, as `s3://` addresses.
    package struct Location: Sendable, Hashable, Encodable {
        package let status: String
        package let log: String
        /// What the names of outputs are put behind.
        package let outputs: String
    }

    /// How many outputs a message lists.
    package static let outputLimit = 50
    /// How many characters of an error's text it carries.
    package static let errorLimit = 2000

    /// The notice of a job's end; nil when it has not ended, or when nobody wants to hear of such an end.
    package init?(_ status: JobStatus, bucket: String, _ notifications: JobNotifications) {
        guard status.status.isFinal, status.status == .failed || !notifications.onlyFailures else { return nil }
        id = status.id
        self.status = status.status
        attempt = status.attempt
        input = status.input
        submittedAt = status.submittedAt
        startedAt = status.startedAt
        finishedAt = status.finishedAt
        error = status.error.map {
            JobFailure(cause: $0.cause, message: String($0.message.prefix(Self.errorLimit)))
        }
        usage = status.usage
        outputCount = status.outputs.count
        outputs = Array(status.outputs.prefix(Self.outputLimit))
        location = Location(
            status: "s3://\(bucket)/\(JobKeys.status(status.id))",
            log: "s3://\(bucket)/\(JobKeys.log(status.id))",
            outputs: "s3://\(bucket)/\(JobKeys.output(status.id, ""))"
        )
    }

    /// The message: JSON with its keys in order.
    package var message: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The subject of mails, at most 100 characters of ASCII.
    package var subject: String { "Job \(id) \(error?.cause == .rejected ? "was rejected" : status.rawValue)" }

    /// What subscribers may filter by: `status`, `job`, and of a failed job `cause`.
    package var attributes: [String: String] {
        var attributes = ["status": status.rawValue, "job": id.text]
        attributes["cause"] = status == .failed ? error?.cause.rawValue : nil
        return attributes
    }
}
