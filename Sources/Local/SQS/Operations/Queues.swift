import SluiceModel
import SluiceWire

extension SQS.CreateQueue: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let name = QueueName else { throw .missingParameter("QueueName") }
        try TagRules.check(tags ?? [:])
        try await context.host.createQueue(name, attributes: Attributes ?? [:], tags: tags ?? [:])
        return Response(queueURL: context.url(name))
    }
}

extension SQS.GetQueueUrl: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let name = QueueName else { throw .missingParameter("QueueName") }
        _ = try context.host.depth(of: name)
        return Response(queueURL: context.url(name))
    }
}

extension SQS.ListQueues: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let prefix = QueueNamePrefix ?? ""
        let page = try NamePage(
            context.host.queueNames.filter { $0.hasPrefix(prefix) },
            maximum: MaxResults,
            after: NextToken
        )
        return Response(queueURLs: page.names.map { context.url($0) }, nextToken: page.nextToken)
    }
}

extension SQS.ListDeadLetterSourceQueues: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        let sources = try context.host.sources(ofDeadLetterQueue: context.queue(QueueUrl))
        let page = try NamePage(sources, maximum: MaxResults, after: NextToken)
        return Response(queueURLs: page.names.map { context.url($0) }, nextToken: page.nextToken)
    }
}

extension SQS.DeleteQueue: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        try await context.host.deleteQueue(context.queue(QueueUrl))
        return SQS.Empty()
    }
}

extension SQS.PurgeQueue: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        try await context.host.purge(context.queue(QueueUrl))
        return SQS.Empty()
    }
}

/// One page of a list of names; the token is the last name of the page before.
private struct NamePage {
    let names: [String]
    let nextToken: String?

    init(_ all: [String], maximum: Int?, after token: String?) throws(AWSServiceError) {
        if let maximum, !SQSLimits.listResults.contains(maximum) {
            throw .outOfRange(
                maximum,
                "MaxResults",
                "Must be between \(SQSLimits.listResults.lowerBound) and \(SQSLimits.listResults.upperBound), if provided."
            )
        }
        let rest = all.drop { name in token.map { name <= $0 } ?? false }
        names = Array(rest.prefix(maximum ?? SQSLimits.listResults.upperBound))
        // A token comes only to those who asked for pages.
        nextToken = maximum != nil && rest.count > names.count ? names.last : nil
    }
}
