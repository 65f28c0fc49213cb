package import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SNS {
    /// The JSON document that subscribers get, unless they want messages raw.
    ///
    /// Names as in Amazon SNS, "Parsing message formats". Only Amazon can sign: a document of ours has an empty signature.
    package struct Envelope: Codable, Sendable, Hashable {
        /// What a document is.
        package enum Kind: String, Codable, Sendable, Hashable {
            /// A message that was published.
            case notification = "Notification"
            /// The question whether an endpoint wants to be subscribed.
            case confirmation = "SubscriptionConfirmation"
        }

        /// An attribute of the message; binary values are in base64.
        package struct Attribute: Codable, Sendable, Hashable {
            package let type: String
            package let value: String

            private enum CodingKeys: String, CodingKey {
                case type = "Type"
                case value = "Value"
            }
        }

        package let kind: Kind
        package let messageID: String
        package let topicARN: String
        package var subject: String?
        package let message: String
        package let timestamp: Timestamp
        package var attributes: [String: Attribute]?
        /// What a confirmation is confirmed with.
        package var token: String?
        /// What a GET of confirms the subscription.
        package var subscribeURL: String?
        /// What a GET of ends the subscription.
        package var unsubscribeURL: String?
        private var signatureVersion = "1"
        private var signature = ""
        private var signingCertURL = ""

        private enum CodingKeys: String, CodingKey {
            case kind = "Type"
            case messageID = "MessageId"
            case topicARN = "TopicArn"
            case subject = "Subject"
            case message = "Message"
            case timestamp = "Timestamp"
            case attributes = "MessageAttributes"
            case token = "Token"
            case subscribeURL = "SubscribeURL"
            case unsubscribeURL = "UnsubscribeURL"
            case signatureVersion = "SignatureVersion"
            case signature = "Signature"
            case signingCertURL = "SigningCertURL"
        }

        /// A message that was published to a topic.
        package init(
            messageID: String,
            topicARN: String,
            subject: String?,
            message: String,
            attributes: [String: MessageAttribute],
            timestamp: Timestamp,
            unsubscribeURL: String
        ) {
            kind = .notification
            self.messageID = messageID
            self.topicARN = topicARN
            self.subject = subject
            self.message = message
            self.timestamp = timestamp
            self.unsubscribeURL = unsubscribeURL
            if !attributes.isEmpty {
                self.attributes = attributes.mapValues {
                    Attribute(
                        type: $0.DataType,
                        value: $0.StringValue ?? $0.BinaryValue?.base64EncodedString() ?? ""
                    )
                }
            }
        }

        /// The question whether an endpoint wants to be subscribed to a topic.
        package init(
            confirming topicARN: String,
            messageID: String,
            token: String,
            timestamp: Timestamp,
            subscribeURL: String
        ) {
            kind = .confirmation
            self.messageID = messageID
            self.topicARN = topicARN
            self.token = token
            self.timestamp = timestamp
            self.subscribeURL = subscribeURL
            message =
                "You have chosen to subscribe to the topic \(topicARN).\nTo confirm the subscription, visit the "
                + "SubscribeURL included in this message."
        }

        /// The document.
        package var json: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
    }
}
