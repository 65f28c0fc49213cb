import SluiceModel
import SluiceQueue
import SluiceWire

extension SQS.SendMessage: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        let limit = try context.host.withQueue(queue) { $0.state.settings.maximumMessageSize }
        let outgoing = try OutgoingMessage(self, maximumSize: limit, id: context.newID())
        try await context.host.send(outgoing.content, to: queue, delay: outgoing.delay)
        return outgoing.response
    }
}

extension SQS.SendMessageBatch: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let queue = try context.queue(QueueUrl)
        let limit = try context.host.withQueue(queue) { $0.state.settings.maximumMessageSize }
        let entries = try BatchRules.check(Entries, id: \.Id, entryName: "SendMessageBatchRequestEntry")
        let bytes = entries.reduce(0) {
            $0 + MessageRules.size($1.MessageBody ?? "", $1.MessageAttributes ?? [:])
        }
        guard bytes <= SQSLimits.batchBytes else { throw .batchRequestTooLong(bytes) }
        var good: [(entry: Entry, message: OutgoingMessage)] = []
        var failed: [SQS.BatchResultError] = []
        for entry in entries {
            do throws(AWSServiceError) {
                good.append((entry, try OutgoingMessage(entry.single, maximumSize: limit, id: context.newID())))
            } catch {
                failed.append(SQS.BatchResultError(id: entry.Id, error))
            }
        }
        if !good.isEmpty {
            _ = try await context.host.send(good.map { ($0.message.content, $0.message.delay) }, to: queue)
        }
        return Response(successful: good.map { Success(id: $0.entry.Id, $0.message.response) }, failed: failed)
    }
}

extension SQS.SendMessageBatch.Entry {
    /// The same message as a single send.
    fileprivate var single: SQS.SendMessage {
        var send = SQS.SendMessage(queueURL: "", body: "", delaySeconds: DelaySeconds, attributes: MessageAttributes)
        send.MessageBody = MessageBody
        send.MessageSystemAttributes = MessageSystemAttributes
        send.MessageGroupId = MessageGroupId
        return send
    }
}

/// A message that has passed every check, and the answer it earns.
private struct OutgoingMessage: Sendable {
    let content: MessageContent
    let delay: Duration?
    let response: SQS.SendMessage.Response

    init(_ send: SQS.SendMessage, maximumSize: Int, id: String) throws(AWSServiceError) {
        guard let body = send.MessageBody, !body.isEmpty else { throw .missingParameter("MessageBody") }
        let attributes = send.MessageAttributes ?? [:]
        try MessageRules.check(attributes: attributes)
        try MessageRules.check(systemAttributes: send.MessageSystemAttributes ?? [:])
        guard MessageRules.size(body, attributes) <= maximumSize else { throw .messageTooLong(limit: maximumSize) }
        try MessageRules.check(characters: body)
        if let seconds = send.DelaySeconds, !SQSLimits.delaySeconds.contains(seconds) {
            throw .outOfRange(
                seconds,
                "DelaySeconds",
                "DelaySeconds must be >= \(SQSLimits.delaySeconds.lowerBound) and <= \(SQSLimits.delaySeconds.upperBound)."
            )
        }
        delay = send.DelaySeconds.map { .seconds($0) }
        content = MessageContent(
            messageID: id,
            body: body,
            attributes: attributes.isEmpty ? nil : attributes,
            traceHeader: send.MessageSystemAttributes?["AWSTraceHeader"]
        )
        response = SQS.SendMessage.Response(
            md5OfMessageBody: SQS.Digest.body(body),
            md5OfMessageAttributes: SQS.Digest.attributes(attributes),
            md5OfMessageSystemAttributes: SQS.Digest.attributes(send.MessageSystemAttributes),
            messageID: id
        )
    }
}
