package import SluiceWire

/// Amazon SNS: messages to whoever is subscribed to a topic.
package struct SNSClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// Publishes a message and returns its id.
    ///
    /// - Parameters:
    ///   - topicARN: The topic.
    ///   - message: At most 256 KiB with its attributes.
    ///   - subject: The subject of mails, at most 100 characters; nil for none.
    ///   - attributes: What subscribers may filter by.
    /// - Returns: The message's id, the same for every subscriber.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    @discardableResult
    package func publish(
        topicARN: String,
        message: String,
        subject: String? = nil,
        attributes: [String: SNS.MessageAttribute] = [:]
    ) async throws -> String {
        let publish = SNS.Publish(topicARN: topicARN, message: message, subject: subject, attributes: attributes)
        return try await aws.query(.sns, publish).messageID
    }
}
