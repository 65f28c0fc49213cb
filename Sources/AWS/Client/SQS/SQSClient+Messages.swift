import NIOCore
package import SluiceWire

extension SQSClient {
    /// Takes up to `maximum` messages (1 to 10), waiting up to `waitSeconds` (0 to 20) for the first.
    /// - Throws: `AWSClientError.corrupted` when a body is not the one that was sent, or what `call` throws.
    package func receiveMessages(
        queueURL: String,
        maximum: Int,
        waitSeconds: Int,
        visibilityTimeout: Int?
    ) async throws -> [SQS.Message] {
        let request = SQS.ReceiveMessage(
            queueURL: queueURL,
            maximum: maximum,
            waitSeconds: waitSeconds,
            visibilityTimeout: visibilityTimeout
        )
        let messages = try await call(request, timeout: .seconds(Int64(waitSeconds) + 30)).Messages ?? []
        for message in messages where SQS.Digest.body(message.Body) != message.MD5OfBody {
            throw AWSClientError.corrupted("the body of message \(message.MessageId) does not match its MD5")
        }
        return messages
    }

    /// Sends a message and checks that the queue has understood it.
    /// - Throws: `AWSClientError.corrupted` when it has not, or what `call` throws.
    package func sendMessage(
        queueURL: String,
        body: String,
        delaySeconds: Int? = nil,
        attributes: [String: SQS.MessageAttribute]? = nil
    ) async throws -> SQS.SendMessage.Response {
        let response = try await call(
            SQS.SendMessage(queueURL: queueURL, body: body, delaySeconds: delaySeconds, attributes: attributes)
        )
        guard response.MD5OfMessageBody == SQS.Digest.body(body) else {
            throw AWSClientError.corrupted("the queue has another body than was sent (message \(response.MessageId))")
        }
        return response
    }

    /// Removes a message.
    package func deleteMessage(queueURL: String, receiptHandle: String) async throws {
        _ = try await call(SQS.DeleteMessage(queueURL: queueURL, receiptHandle: receiptHandle))
    }

    /// Hides a message for `visibilityTimeout` seconds from now on; 0 shows it at once.
    package func changeMessageVisibility(
        queueURL: String,
        receiptHandle: String,
        visibilityTimeout: Int
    ) async throws {
        _ = try await call(
            SQS.ChangeMessageVisibility(
                queueURL: queueURL,
                receiptHandle: receiptHandle,
                visibilityTimeout: visibilityTimeout
            )
        )
    }

    /// Reads attributes of a queue.
    package func getQueueAttributes(queueURL: String, names: [String] = ["All"]) async throws -> [String: String] {
        try await call(SQS.GetQueueAttributes(queueURL: queueURL, names: names)).Attributes ?? [:]
    }
}
