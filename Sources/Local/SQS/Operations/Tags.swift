import SluiceWire

extension SQS.TagQueue: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let tags = Tags else { throw .missingParameter("Tags") }
        try await context.host.update(context.queue(QueueUrl)) { (record) throws(AWSServiceError) in
            let merged = record.tags.merging(tags) { $1 }
            try TagRules.check(merged)
            record.tags = merged
        }
        return SQS.Empty()
    }
}

extension SQS.UntagQueue: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let keys = TagKeys else { throw .missingParameter("TagKeys") }
        try await context.host.update(context.queue(QueueUrl)) { record in
            for key in keys { record.tags[key] = nil }
        }
        return SQS.Empty()
    }
}

extension SQS.ListQueueTags: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        Response(tags: try context.host.withQueue(context.queue(QueueUrl)) { $0.record.tags })
    }
}

/// The limits of tags.
enum TagRules {
    static func check(_ tags: [String: String]) throws(AWSServiceError) {
        guard tags.count <= SQSLimits.tags else {
            throw .invalidParameterValue("Too many tags added for queue: at most \(SQSLimits.tags) are allowed.")
        }
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            guard (1...SQSLimits.tagKeyLength).contains(key.count), value.count <= SQSLimits.tagValueLength else {
                throw .invalidParameterValue(
                    "Tag \(key.prefix(SQSLimits.tagKeyLength)): keys have 1 to \(SQSLimits.tagKeyLength) characters and values at most \(SQSLimits.tagValueLength)."
                )
            }
        }
    }
}
