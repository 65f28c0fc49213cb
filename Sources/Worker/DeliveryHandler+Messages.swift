import SluiceAWS
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DeliveryHandler {
    /// Deletes a message that has been dealt with.
    func delete(_ message: SQS.Message) async throws {
        try await sqs.deleteMessage(queueURL: configuration.queueURL, receiptHandle: message.ReceiptHandle)
    }

    /// Hides a message for `seconds` from now on; 0 gives it back at once.
    func setVisibility(_ message: SQS.Message, _ seconds: Int) async throws {
        try await sqs.changeMessageVisibility(
            queueURL: configuration.queueURL,
            receiptHandle: message.ReceiptHandle,
            visibilityTimeout: seconds
        )
    }

    /// Sends a message to the dead letters with its cause and deletes it.
    func bury(_ message: SQS.Message, _ failure: JobFailure, job: JobID?) async throws {
        try await copyToDeadLetters(message, failure, job: job)
        try await delete(message)
    }

    /// Sends a copy to the dead letters that says why in its attributes.
    func copyToDeadLetters(_ message: SQS.Message, _ failure: JobFailure, job: JobID?) async throws {
        guard let queue = configuration.deadLetterQueueURL else { return }
        _ = try await sqs.sendMessage(
            queueURL: queue,
            body: message.Body,
            attributes: DeadLetter.attributes(failure, task: configuration.task, job: job)
        )
    }

    /// Turns an event with several records into a message for each, then deletes it.
    ///
    /// The ids follow from the message, so a second delivery makes the same jobs, which then run once.
    func split(_ message: SQS.Message, into jobs: [JobRequest]) async throws {
        for job in jobs {
            let body = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
            _ = try await sqs.sendMessage(queueURL: configuration.queueURL, body: body)
        }
        try await delete(message)
    }
}
