// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

extension SQS {
    /// An entry of a batch that went wrong.
    package struct BatchResultError: Codable, Sendable, Hashable {
        package var Id: String
        package var Code: String
        package var Message: String?
        package var SenderFault: Bool

        /// The failure of the entry `id`.
        package init(id: String, code: String, message: String, senderFault: Bool) {
            Id = id
            Code = code
            Message = message
            SenderFault = senderFault
        }
    }

    /// The answer of a batch: each entry is in one of the two lists; AWS leaves an empty list of failures out.
    package struct BatchResponse<Success: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
        package var Successful: [Success]
        package var Failed: [BatchResultError]?

        /// An answer from both lists.
        package init(successful: [Success], failed: [BatchResultError]) {
            Successful = successful
            Failed = failed.isEmpty ? nil : failed
        }

        /// Reads an answer; either list may be absent.
        /// - Throws: `DecodingError`.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            Successful = try container.decodeIfPresent([Success].self, forKey: .Successful) ?? []
            Failed = try container.decodeIfPresent([BatchResultError].self, forKey: .Failed)
        }

        private enum CodingKeys: String, CodingKey {
            case Successful, Failed
        }
    }

    /// A success that says no more than which entry it was.
    package struct BatchEntryID: Codable, Sendable, Hashable {
        package var Id: String

        /// The entry `id`.
        package init(id: String) {
            Id = id
        }
    }

    /// Puts up to ten messages on a queue.
    package struct SendMessageBatch: SQSOperation {
        package typealias Response = BatchResponse<Success>
        package static let name = "SendMessageBatch"
        package var QueueUrl: String
        package var Entries: [Entry]?

        /// A batch of sends.
        package init(queueURL: String, entries: [Entry]) {
            QueueUrl = queueURL
            Entries = entries
        }

        /// One message of the batch.
        package struct Entry: Codable, Sendable, Hashable {
            package var Id: String
            package var MessageBody: String?
            package var DelaySeconds: Int?
            package var MessageAttributes: [String: MessageAttribute]?
            package var MessageSystemAttributes: [String: MessageAttribute]?
            package var MessageDeduplicationId: String?
            package var MessageGroupId: String?

            /// A message with its name in the batch.
            package init(id: String, body: String, delaySeconds: Int? = nil) {
                Id = id
                MessageBody = body
                DelaySeconds = delaySeconds
            }
        }

        /// One accepted message.
        package struct Success: Codable, Sendable, Hashable {
            package var Id: String
            package var MessageId: String
            package var MD5OfMessageBody: String
            package var MD5OfMessageAttributes: String?
            package var MD5OfMessageSystemAttributes: String?

            /// The entry `id` with what a single send would have answered.
            package init(id: String, _ response: SendMessage.Response) {
                Id = id
                MessageId = response.MessageId
                MD5OfMessageBody = response.MD5OfMessageBody
                MD5OfMessageAttributes = response.MD5OfMessageAttributes
                MD5OfMessageSystemAttributes = response.MD5OfMessageSystemAttributes
            }
        }
    }

    /// Removes up to ten messages.
    package struct DeleteMessageBatch: SQSOperation {
        package typealias Response = BatchResponse<BatchEntryID>
        package static let name = "DeleteMessageBatch"
        package var QueueUrl: String
        package var Entries: [Entry]?

        /// A batch of deletes.
        package init(queueURL: String, entries: [Entry]) {
            QueueUrl = queueURL
            Entries = entries
        }

        /// One message of the batch.
        package struct Entry: Codable, Sendable, Hashable {
            package var Id: String
            package var ReceiptHandle: String?

            /// A receipt with its name in the batch.
            package init(id: String, receiptHandle: String) {
                Id = id
                ReceiptHandle = receiptHandle
            }
        }
    }

    /// Changes the visibility of up to ten messages.
    package struct ChangeMessageVisibilityBatch: SQSOperation {
        package typealias Response = BatchResponse<BatchEntryID>
        package static let name = "ChangeMessageVisibilityBatch"
        package var QueueUrl: String
        package var Entries: [Entry]?

        /// A batch of changes.
        package init(queueURL: String, entries: [Entry]) {
            QueueUrl = queueURL
            Entries = entries
        }

        /// One message of the batch.
        package struct Entry: Codable, Sendable, Hashable {
            package var Id: String
            package var ReceiptHandle: String?
            package var VisibilityTimeout: Int?

            /// A receipt and its new visibility in seconds, with its name in the batch.
            package init(id: String, receiptHandle: String, visibilityTimeout: Int) {
                Id = id
                ReceiptHandle = receiptHandle
                VisibilityTimeout = visibilityTimeout
            }
        }
    }
}
