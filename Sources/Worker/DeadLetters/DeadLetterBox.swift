package import SluiceAWS
package import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The dead letters of a project: looked at, sent again, dropped; each deed is noted first.
///
/// A queue has no way to look without taking, so letters are hidden for a while and released again.
package struct DeadLetterBox: Sendable {
    private let sqs: SQSClient
    private let s3: S3Client
    private let queueURL: String
    private let deadLetterQueueURL: String
    private let bucket: String
    private let clock: any TimeSource

    /// How long letters are hidden while they are looked at.
    private static let hidden = Duration.seconds(120)
    /// Receives in a row that bring nothing, after which there is nothing more; one may ask servers that have none.
    private static let emptyReceives = 2
    private static let batch = 10

    /// The letters of the queue at `queueURL`; what is done is noted in `bucket`.
    package init(
        aws: AWSClient,
        queueURL: String,
        deadLetterQueueURL: String,
        bucket: String,
        clock: any TimeSource
    ) {
        sqs = SQSClient(aws)
        s3 = S3Client(aws)
        self.queueURL = queueURL
        self.deadLetterQueueURL = deadLetterQueueURL
        self.bucket = bucket
        self.clock = clock
    }

    /// What `body` makes of the letters that `filter` means; those it does not settle are there again afterwards.
    ///
    /// - Parameters:
    ///   - filter: Which letters.
    ///   - limit: The most that are taken out to be looked at.
    ///   - body: Returns the ids of messages it has settled, and a result.
    /// - Returns: The result.
    /// - Throws: `AWSServiceError`, or what `AWSClient` or `body` throw.
    package func withLetters<Result>(
        _ filter: DeadLetterFilter,
        limit: Int,
        _ body: ([DeadLetter]) async throws -> (settled: Set<String>, Result)
    ) async throws -> Result {
        let taken = try await take(limit)
        let now = clock.now
        do {
            let meant = taken.filter { filter.matches($0, at: now) }
                .sorted { ($0.sentAt ?? .epoch, $0.messageID) < ($1.sentAt ?? .epoch, $1.messageID) }
            let (settled, result) = try await body(meant)
            await release(taken.filter { !settled.contains($0.messageID) })
            return result
        } catch {
            await release(taken)
            throw error
        }
    }

    private func take(_ limit: Int) async throws -> [DeadLetter] {
        var (taken, empty) = ([String: DeadLetter](), 0)
        while taken.count < limit, empty < Self.emptyReceives {
            let messages = try await sqs.receiveMessages(
                queueURL: deadLetterQueueURL,
                maximum: min(Self.batch, limit - taken.count),
                waitSeconds: 0,
                visibilityTimeout: Self.hidden.wholeSecondsRoundedUp
            )
            empty = messages.isEmpty ? empty + 1 : 0
            for message in messages { taken[message.MessageId] = DeadLetter(message) }
        }
        return Array(taken.values)
    }

    /// Shows letters to others again; should that fail they show themselves after two minutes.
    private func release(_ letters: [DeadLetter]) async {
        for start in stride(from: 0, to: letters.count, by: Self.batch) {
            let entries = letters[start..<min(start + Self.batch, letters.count)].enumerated().map { index, letter in
                SQS.ChangeMessageVisibilityBatch.Entry(
                    id: "\(index)",
                    receiptHandle: letter.receiptHandle,
                    visibilityTimeout: 0
                )
            }
            _ = try? await sqs.changeMessageVisibilityBatch(queueURL: deadLetterQueueURL, entries: entries)
        }
    }

    /// What can be done to a letter.
    package enum Deed: String, Sendable, Hashable, Codable {
        /// The message goes back to its queue, and its job is run again.
        case retry
        /// The message is deleted.
        case drop
    }

    /// Does `deed` to letters, after it was noted; returns the ids of the messages it was done to, in order.
    ///
    /// - Parameters:
    ///   - deed: What is done.
    ///   - letters: What it is done to; they must be hidden for us.
    ///   - actor: Who does it.
    ///   - progress: Hears how many are done.
    /// - Returns: The ids of the messages that were settled.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws, when the deed cannot be noted or the first one not be done.
    package func perform(
        _ deed: Deed,
        on letters: [DeadLetter],
        by actor: String,
        progress: (Int) -> Void = { _ in }
    ) async throws -> Set<String> {
        guard !letters.isEmpty else { return [] }
        try await note(deed, letters, by: actor)
        var settled: Set<String> = []
        for letter in letters {
            do {
                if deed == .retry {
                    try await sqs.sendMessage(
                        queueURL: queueURL,
                        body: letter.body,
                        attributes: letter.attributesAgain(at: clock.now)
                    )
                }
                try await sqs.deleteMessage(queueURL: deadLetterQueueURL, receiptHandle: letter.receiptHandle)
            } catch  where !settled.isEmpty {
                // What is done is told; the rest is where it was.
                break
            }
            settled.insert(letter.messageID)
            progress(settled.count)
        }
        return settled
    }

    /// A line of the audit.
    private struct AuditLine: Encodable {
        let at: Timestamp
        let deed: Deed
        let actor: String
        let messageID: String
        let job: JobID?
        let cause: JobFailure.Cause?
        let message: String
    }

    /// Notes what is about to be done, as JSON lines under `audit/`: a deed that cannot be noted is not done.
    private func note(_ deed: Deed, _ letters: [DeadLetter], by actor: String) async throws {
        let now = clock.now
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text: [UInt8] = []
        for letter in letters {
            let line = AuditLine(
                at: now,
                deed: deed,
                actor: actor,
                messageID: letter.messageID,
                job: letter.job,
                cause: letter.cause,
                message: letter.message
            )
            text += Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
        }
        _ = try await s3.putObject(
            bucket: bucket,
            key: JobKeys.audit(at: now, letters[0].messageID),
            bytes: text,
            contentType: "application/x-ndjson"
        )
    }
}
