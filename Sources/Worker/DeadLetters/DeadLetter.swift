package import SluiceModel
package import SluiceWire

/// A message that nobody could work, and why.
package struct DeadLetter: Sendable, Hashable {
    package let messageID: String
    /// The job it asks for; nil when it is no job.
    package let job: JobID?
    /// Why it is here; nil when the queue itself gave it up, after too many deliveries.
    package let cause: JobFailure.Cause?
    package let message: String
    /// The task that gave it up.
    package let task: String?
    /// When it came here.
    package let sentAt: Timestamp?
    package let body: String
    /// What the message carries, for a copy of it.
    let attributes: [String: SQS.MessageAttribute]
    /// What deletes or releases it, for as long as it is hidden for us.
    let receiptHandle: String

    /// Names of the attributes that say why.
    private enum Name {
        static let cause = "sluice.cause"
        static let message = "sluice.message"
        static let task = "sluice.task"
        static let job = "sluice.job"
        static let again = "sluice.again"
    }

    /// Reads a message of the dead-letter queue.
    package init(_ message: SQS.Message) {
        func text(_ name: String) -> String? { message.MessageAttributes?[name]?.StringValue }
        let sent = message.Attributes?["SentTimestamp"].flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) }
        let request = try? JobMessage(body: message.Body, messageID: message.MessageId, sentAt: sent)
        let asked: JobID? = if case .job(let job)? = request { job.id } else { nil }
        messageID = message.MessageId
        job = text(Name.job).flatMap { JobID($0) } ?? (text(Name.cause) == nil ? asked : nil)
        cause = text(Name.cause).flatMap { JobFailure.Cause(rawValue: $0) }
        self.message = text(Name.message) ?? "the queue gave it up after too many deliveries"
        task = text(Name.task)
        sentAt = sent
        body = message.Body
        attributes = message.MessageAttributes ?? [:]
        receiptHandle = message.ReceiptHandle
    }

    /// What a message carries into the dead letters.
    static func attributes(_ failure: JobFailure, task: String, job: JobID?) -> [String: SQS.MessageAttribute] {
        func text(_ value: String) -> SQS.MessageAttribute { .init(dataType: "String", stringValue: value) }
        var attributes = [
            Name.cause: text(failure.cause.rawValue),
            Name.message: text(failure.message.isEmpty ? "-" : failure.message),
            Name.task: text(task),
        ]
        attributes[Name.job] = job.map { text($0.text) }
        return attributes
    }

    /// What a message carries when it is sent again: all it had, and when.
    func attributesAgain(at now: Timestamp) -> [String: SQS.MessageAttribute] {
        var again = attributes
        again[Name.again] = .init(dataType: "String", stringValue: now.rfc3339)
        return again
    }

    /// Whether somebody took the message out of the dead letters: by us, or by SQS's own redrive, which keeps attributes.
    static func isSentAgain(_ message: SQS.Message) -> Bool {
        [Name.cause, Name.again].contains { message.MessageAttributes?[$0] != nil }
    }
}

extension DeadLetter: Encodable {
    private enum CodingKeys: String, CodingKey {
        case messageID, job, cause, message, task, sentAt, body
    }

    /// Writes what people may see of it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(messageID, forKey: .messageID)
        try container.encodeIfPresent(job, forKey: .job)
        try container.encodeIfPresent(cause, forKey: .cause)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(task, forKey: .task)
        try container.encodeIfPresent(sentAt, forKey: .sentAt)
        try container.encode(body, forKey: .body)
    }
}
