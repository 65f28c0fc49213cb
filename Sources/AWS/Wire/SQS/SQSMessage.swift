// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension SQS {
    /// A user's attribute of a message.
    package struct MessageAttribute: Codable, Sendable, Hashable {
        /// `String`, `Number` or `Binary`, with an optional `.label`.
        package var DataType: String
        package var StringValue: String?
        /// Base64 on the wire.
        package var BinaryValue: Data?

        /// A text or number.
        package init(dataType: String, stringValue: String) {
            DataType = dataType
            StringValue = stringValue
        }

        /// Raw bytes.
        package init(dataType: String, binaryValue: Data) {
            DataType = dataType
            BinaryValue = binaryValue
        }
    }

    /// A received message.
    package struct Message: Codable, Sendable, Hashable {
        package var MessageId: String
        package var ReceiptHandle: String
        package var MD5OfBody: String
        package var Body: String
        /// The system attributes that were asked for, always as text.
        package var Attributes: [String: String]?
        package var MD5OfMessageAttributes: String?
        package var MessageAttributes: [String: MessageAttribute]?

        /// A message as `ReceiveMessage` hands it out.
        package init(
            messageID: String,
            receiptHandle: String,
            md5OfBody: String,
            body: String,
            attributes: [String: String]?,
            md5OfMessageAttributes: String?,
            messageAttributes: [String: MessageAttribute]?
        ) {
            MessageId = messageID
            ReceiptHandle = receiptHandle
            MD5OfBody = md5OfBody
            Body = body
            Attributes = attributes
            MD5OfMessageAttributes = md5OfMessageAttributes
            MessageAttributes = messageAttributes
        }
    }
}
