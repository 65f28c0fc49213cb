// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

extension SQS {
    /// Puts one message on a queue.
    package struct SendMessage: SQSOperation {
        package static let name = "SendMessage"
        package var QueueUrl: String
        package var MessageBody: String?
        package var DelaySeconds: Int?
        package var MessageAttributes: [String: MessageAttribute]?
        package var MessageSystemAttributes: [String: MessageAttribute]?
        package var MessageDeduplicationId: String?
        package var MessageGroupId: String?

        /// A send of `body` to the queue.
        package init(
            queueURL: String,
            body: String,
            delaySeconds: Int? = nil,
            attributes: [String: MessageAttribute]? = nil
        ) {
            QueueUrl = queueURL
            MessageBody = body
            DelaySeconds = delaySeconds
            MessageAttributes = attributes
        }

        /// The digests and the message's id.
        package struct Response: Codable, Sendable, Hashable {
            package var MD5OfMessageBody: String
            package var MD5OfMessageAttributes: String?
            package var MD5OfMessageSystemAttributes: String?
            package var MessageId: String

            /// The answer for one accepted message.
            package init(
                md5OfMessageBody: String,
                md5OfMessageAttributes: String?,
                md5OfMessageSystemAttributes: String?,
                messageID: String
            ) {
                MD5OfMessageBody = md5OfMessageBody
                MD5OfMessageAttributes = md5OfMessageAttributes
                MD5OfMessageSystemAttributes = md5OfMessageSystemAttributes
                MessageId = messageID
            }
        }
    }

    /// Takes up to ten messages, waiting up to twenty seconds for the first.
    package struct ReceiveMessage: SQSOperation {
        package static let name = "ReceiveMessage"
        package var QueueUrl: String
        package var MaxNumberOfMessages: Int?
        package var WaitTimeSeconds: Int?
        package var VisibilityTimeout: Int?
        /// The older name of `MessageSystemAttributeNames`.
        package var AttributeNames: [String]?
        package var MessageSystemAttributeNames: [String]?
        package var MessageAttributeNames: [String]?
        package var ReceiveRequestAttemptId: String?

        /// A receive with every attribute.
        package init(queueURL: String, maximum: Int, waitSeconds: Int, visibilityTimeout: Int?) {
            QueueUrl = queueURL
            MaxNumberOfMessages = maximum
            WaitTimeSeconds = waitSeconds
            VisibilityTimeout = visibilityTimeout
            MessageSystemAttributeNames = ["All"]
            MessageAttributeNames = ["All"]
        }

        /// The messages; the key is absent when there are none.
        package struct Response: Codable, Sendable, Hashable {
            package var Messages: [Message]?

            /// An answer with these messages; an empty list leaves the key out.
            package init(messages: [Message]) {
                Messages = messages.isEmpty ? nil : messages
            }
        }
    }

    /// Removes a message that has been dealt with.
    package struct DeleteMessage: SQSOperation {
        package typealias Response = Empty
        package static let name = "DeleteMessage"
        package var QueueUrl: String
        package var ReceiptHandle: String?

        /// A delete by receipt.
        package init(queueURL: String, receiptHandle: String) {
            QueueUrl = queueURL
            ReceiptHandle = receiptHandle
        }
    }

    /// Sets how long, from now, a received message stays hidden.
    package struct ChangeMessageVisibility: SQSOperation {
        package typealias Response = Empty
        package static let name = "ChangeMessageVisibility"
        package var QueueUrl: String
        package var ReceiptHandle: String?
        package var VisibilityTimeout: Int?

        /// A change by receipt, 0 to 43,200 seconds.
        package init(queueURL: String, receiptHandle: String, visibilityTimeout: Int) {
            QueueUrl = queueURL
            ReceiptHandle = receiptHandle
            VisibilityTimeout = visibilityTimeout
        }
    }
}
