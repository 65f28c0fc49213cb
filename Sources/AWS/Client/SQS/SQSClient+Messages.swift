import NIOCore
package import SluiceWire

extension SQSClient {
    /// Takes up to `maximum` messages (1 to 10), waiting up to `waitSeconds` (0 to 20) for the first.
    ///
    /// - Parameters:
    ///   - queueURL: The queue.
    ///   - maximum: The most messages to take.
    ///   - waitSeconds: How long the queue may wait for one to come.
    ///   - visibilityTimeout: Seconds for which they are hidden from others; nil for what the queue says.
    /// - Returns: The messages; none when none came.
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
    @discardableResult
    package func sendMessage(
        queueURL: String,
        body: String,
        delaySeconds: Int? = nil,
        attributes: [String: SQS.MessageAttribute]? = nil
    ) async throws -> SQS.SendMessage.Response {
        let response = try await call(
            SQS.SendMessage(queueURL: queueURL, body: body, delaySeconds: delaySeconds, attributes: attributes)
        )
        try check(
            response.MessageId,
            body: (body, response.MD5OfMessageBody),
            attributes: (attributes, response.MD5OfMessageAttributes)
        )
        return response
    }

    /// Sends up to ten messages and checks those that were accepted; look into `Failed` for the others.
    /// - Throws: `AWSClientError.corrupted` when the queue has another body than was sent, or what `call` throws.
    package func sendMessageBatch(
        queueURL: String,
        entries: [SQS.SendMessageBatch.Entry]
    ) async throws -> SQS.SendMessageBatch.Response {
        let response = try await call(SQS.SendMessageBatch(queueURL: queueURL, entries: entries))
        for accepted in response.Successful {
            guard let entry = entries.first(where: { $0.Id == accepted.Id }) else {
                throw AWSClientError.badAnswer("SendMessageBatch accepts '\(accepted.Id)', which was not sent")
            }
            try check(
                accepted.MessageId,
                body: (entry.MessageBody ?? "", accepted.MD5OfMessageBody),
                attributes: (entry.MessageAttributes, accepted.MD5OfMessageAttributes)
            )
        }
        return response
    }

    /// Compares what was sent with the digests of what the queue has.
    private func check(
        _ id: String,
        body: (sent: String, digest: String),
        attributes: (sent: [String: SQS.MessageAttribute]?, digest: String?)
    ) throws(AWSClientError) {
        guard SQS.Digest.body(body.sent) == body.digest else {
            throw .corrupted("the queue has another body than was sent (message \(id))")
        }
        guard let digest = attributes.digest, let expected = SQS.Digest.attributes(attributes.sent) else { return }
        guard digest == expected else {
            throw .corrupted("the queue has other attributes than were sent (message \(id))")
        }
    }

    /// Removes a message.
    package func deleteMessage(queueURL: String, receiptHandle: String) async throws {
        _ = try await call(SQS.DeleteMessage(queueURL: queueURL, receiptHandle: receiptHandle))
    }

    /// Removes up to ten messages; look into `Failed` for those that are still there.
    package func deleteMessageBatch(
        queueURL: String,
        entries: [SQS.DeleteMessageBatch.Entry]
    ) async throws -> SQS.DeleteMessageBatch.Response {
        try await call(SQS.DeleteMessageBatch(queueURL: queueURL, entries: entries))
    }

    /// Hides a message for `visibilityTimeout` seconds (0 to 43,200) from now on; 0 shows it at once.
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

    /// Hides up to ten messages for a time of their own each; look into `Failed` for those it did not work for.
    package func changeMessageVisibilityBatch(
        queueURL: String,
        entries: [SQS.ChangeMessageVisibilityBatch.Entry]
    ) async throws -> SQS.ChangeMessageVisibilityBatch.Response {
        try await call(SQS.ChangeMessageVisibilityBatch(queueURL: queueURL, entries: entries))
    }
}
