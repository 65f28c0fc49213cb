import SluiceModel
import SluiceQueue
import SluiceWire

extension SQS.ReceiveMessage: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let name = try context.queue(QueueUrl)
        try check(MaxNumberOfMessages, SQSLimits.maxNumberOfMessages, "MaxNumberOfMessages")
        try check(WaitTimeSeconds, SQSLimits.receiveMessageWaitTimeSeconds, "WaitTimeSeconds")
        try check(VisibilityTimeout, SQSLimits.visibilityTimeout, "VisibilityTimeout")
        let messages = try await receive(from: name, context)
        guard !messages.isEmpty else { return Response(messages: []) }
        let queueID = try context.host.withQueue(name) { $0.record.id }
        let selection = AttributeSelection(self)
        return Response(messages: messages.map { selection.render($0, queueID: queueID, context) })
    }

    /// Looks once, and waits only if there was nothing.
    private func receive(from name: String, _ context: SQSContext) async throws(AWSServiceError) -> [StoredMessage] {
        let maximum = MaxNumberOfMessages ?? 1
        let visibility = VisibilityTimeout.map { Duration.seconds($0) }
        let first = try await context.host.receive(
            from: name,
            maximum: maximum,
            wait: .zero,
            visibilityTimeout: visibility
        )
        let queueWait = try context.host.withQueue(name) { $0.state.settings.receiveWait }
        let wait = WaitTimeSeconds.map { Duration.seconds($0) } ?? queueWait
        guard first.isEmpty, wait > .zero else { return first }
        return try await context.connection.whileOpen { () throws(AWSServiceError) in
            try await context.host.receive(from: name, maximum: maximum, wait: wait, visibilityTimeout: visibility)
        }
    }

    private func check(_ value: Int?, _ range: ClosedRange<Int>, _ name: String) throws(AWSServiceError) {
        if let value, !range.contains(value) {
            throw .outOfRange(value, name, "Must be >= \(range.lowerBound) and <= \(range.upperBound), if provided.")
        }
    }
}

/// Which attributes a receive asked for.
private struct AttributeSelection: Sendable {
    private let system: Set<String>
    private let names: Set<String>
    private let prefixes: [String]
    private let all: Bool

    init(_ request: SQS.ReceiveMessage) {
        system = Set(request.MessageSystemAttributeNames ?? []).union(request.AttributeNames ?? [])
        let wanted = request.MessageAttributeNames ?? []
        names = Set(wanted)
        prefixes = wanted.filter { $0.hasSuffix(".*") }.map { String($0.dropLast(1)) }
        all = names.contains("All") || names.contains(".*")
    }

    func render(_ message: StoredMessage, queueID: Int64, _ context: SQSContext) -> SQS.Message {
        let chosen = message.content.attributes?.filter { name, _ in
            all || names.contains(name) || prefixes.contains { name.hasPrefix($0) }
        }
        let handle = ReceiptHandle(
            queueID: queueID,
            sequence: message.sequence,
            receiveCount: message.receiveCount
        )
        let attributes = systemAttributes(message, context)
        return SQS.Message(
            messageID: message.content.messageID,
            receiptHandle: handle.text,
            md5OfBody: SQS.Digest.body(message.content.body),
            body: message.content.body,
            attributes: attributes.isEmpty ? nil : attributes,
            md5OfMessageAttributes: SQS.Digest.attributes(chosen),
            messageAttributes: chosen?.isEmpty == false ? chosen : nil
        )
    }

    private func systemAttributes(_ message: StoredMessage, _ context: SQSContext) -> [String: String] {
        var values = [
            "SenderId": context.senderID,
            "SentTimestamp": String(message.sentAt.milliseconds),
            "ApproximateReceiveCount": String(message.receiveCount),
        ]
        values["ApproximateFirstReceiveTimestamp"] = message.firstReceivedAt.map { String($0.milliseconds) }
        values["AWSTraceHeader"] = message.content.traceHeader?.StringValue
        values["DeadLetterQueueSourceArn"] = message.deadLetterSource.map {
            QueueARN.text(name: $0, region: context.host.region)
        }
        return system.contains("All") ? values : values.filter { system.contains($0.key) }
    }
}
