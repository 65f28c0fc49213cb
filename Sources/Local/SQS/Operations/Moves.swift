import SluiceWire

extension SQS.StartMessageMoveTask: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let source = SourceArn else { throw .missingParameter("SourceArn") }
        guard let name = QueueARN.name(in: source) else {
            throw .resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
        }
        var destination: String?
        if let arn = DestinationArn {
            guard let target = QueueARN.name(in: arn) else {
                throw .resourceNotFound(
                    "The resource that you specified for the DestinationArn parameter doesn't exist."
                )
            }
            destination = target
        }
        try await context.host.moveMessages(outOf: name, to: destination, newID: context.newID)
        return Response(taskHandle: context.newID())
    }
}

extension SQS.ListMessageMoveTasks: LocalSQSOperation {
    func run(in context: SQSContext) async throws(AWSServiceError) -> Response {
        guard let source = SourceArn else { throw .missingParameter("SourceArn") }
        guard let name = QueueARN.name(in: source), context.host.queueNames.contains(name) else {
            throw .resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
        }
        return Response(results: Array(context.host.moves(outOf: source).prefix(MaxResults ?? 1)))
    }
}
