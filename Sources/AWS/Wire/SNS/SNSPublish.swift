#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SNS {
    /// Publishes a message to a topic.
    package struct Publish: QueryOperation {
        package var topicARN: String
        package var message: String
        /// The subject of mails, at most 100 characters; nil for none.
        package var subject: String?
        package var attributes: [String: MessageAttribute]

        /// A message for everybody who is subscribed to the topic.
        package init(
            topicARN: String,
            message: String,
            subject: String? = nil,
            attributes: [String: MessageAttribute] = [:]
        ) {
            self.topicARN = topicARN
            self.message = message
            self.subject = subject
            self.attributes = attributes
        }

        package var form: QueryForm {
            var form = QueryForm(action: "Publish", version: SNS.version)
            form.append("TopicArn", topicARN)
            form.append("Message", message)
            form.append("Subject", subject)
            for (index, attribute) in attributes.sorted(by: { $0.key < $1.key }).enumerated() {
                let place = "MessageAttributes.entry.\(index + 1)"
                form.append("\(place).Name", attribute.key)
                form.append("\(place).Value.DataType", attribute.value.DataType)
                form.append("\(place).Value.StringValue", attribute.value.StringValue)
                form.append("\(place).Value.BinaryValue", attribute.value.BinaryValue?.base64EncodedString())
            }
            return form
        }

        /// The answer.
        package struct Response: Decodable, Sendable, Hashable {
            /// The id that every subscriber sees.
            package let messageID: String

            private enum CodingKeys: String, CodingKey {
                case messageID = "MessageId"
            }
        }
    }
}
