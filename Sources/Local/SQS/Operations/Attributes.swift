import SluiceModel
import SluiceQueue
import SluiceWire

extension SQS.GetQueueAttributes: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let name = try context.queue(QueueUrl)
        let (record, depth) = try context.host.withQueue(name) { queue in
            (queue.record, queue.state.depth(at: context.host.clock.now))
        }
        let wanted = Set(AttributeNames ?? [])
        let known = QueueAttributes.settable + QueueAttributes.readOnly
        if let unknown = wanted.subtracting(known).subtracting(["All"]).sorted().first {
            throw .invalidAttributeName(unknown)
        }
        let names = wanted.contains("All") ? known : known.filter(wanted.contains)
        var values: [String: String] = [:]
        for attribute in names {
            values[attribute] = Self.value(attribute, record, depth, context.host.region)
        }
        return Response(attributes: values)
    }

    private static func value(
        _ attribute: String,
        _ record: QueueRecord,
        _ depth: QueueDepth,
        _ region: String
    ) -> String? {
        switch attribute {
        case "ApproximateNumberOfMessages": String(depth.visible)
        case "ApproximateNumberOfMessagesNotVisible": String(depth.inFlight)
        case "ApproximateNumberOfMessagesDelayed": String(depth.delayed)
        case "CreatedTimestamp": String(record.createdAt.seconds)
        case "LastModifiedTimestamp": String(record.modifiedAt.seconds)
        case "QueueArn": QueueARN.text(name: record.name, region: region)
        default: record.attributes.value(attribute)
        }
    }
}

extension SQS.SetQueueAttributes: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let changes = Attributes else { throw .missingParameter("Attributes") }
        try await context.host.update(context.queue(QueueUrl)) { (record) throws(AWSServiceError) in
            try record.attributes.apply(changes)
        }
        return SQS.Empty()
    }
}
