import SluiceWire

extension SQSClient {
    /// The URL of the queue called `name`.
    /// - Throws: `AWSServiceError` with the code `QueueDoesNotExist`, or what `call` throws.
    package func getQueueURL(name: String) async throws -> String {
        try await call(SQS.GetQueueUrl(name: name)).QueueUrl
    }

    /// Makes a queue, or finds the one of that name with the same attributes, and returns its URL.
    package func createQueue(
        name: String,
        attributes: [String: String] = [:],
        tags: [String: String]? = nil
    ) async throws -> String {
        try await call(SQS.CreateQueue(name: name, attributes: attributes, tags: tags)).QueueUrl
    }

    /// The URLs of all queues whose names begin with `prefix`, page by page until there are no more.
    package func listQueues(prefix: String? = nil) async throws -> [String] {
        var urls: [String] = []
        var token: String?
        repeat {
            let page = try await call(SQS.ListQueues(prefix: prefix, maxResults: 1000, nextToken: token))
            urls += page.QueueUrls ?? []
            token = page.NextToken
        } while token != nil
        return urls
    }

    /// Reads attributes of a queue.
    package func getQueueAttributes(queueURL: String, names: [String] = ["All"]) async throws -> [String: String] {
        try await call(SQS.GetQueueAttributes(queueURL: queueURL, names: names)).Attributes ?? [:]
    }

    /// How many messages wait and how many are in flight, each nil when the queue does not say.
    package func messageCounts(queueURL: String) async throws -> (visible: Int?, inFlight: Int?) {
        let (visible, inFlight) = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        let counts = try await getQueueAttributes(queueURL: queueURL, names: [visible, inFlight])
        return (counts[visible].flatMap { Int($0) }, counts[inFlight].flatMap { Int($0) })
    }

    /// Changes attributes of a queue.
    package func setQueueAttributes(queueURL: String, attributes: [String: String]) async throws {
        _ = try await call(SQS.SetQueueAttributes(queueURL: queueURL, attributes: attributes))
    }

    /// Removes every message of a queue; AWS allows it once in 60 seconds.
    package func purgeQueue(queueURL: String) async throws {
        _ = try await call(SQS.PurgeQueue(queueURL: queueURL))
    }

    /// Removes a queue and its messages.
    package func deleteQueue(queueURL: String) async throws {
        _ = try await call(SQS.DeleteQueue(queueURL: queueURL))
    }
}
