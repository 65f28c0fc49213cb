#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What SNS demands of names and messages.
package enum SNSMessageRules {
    /// Whether `name` is a topic's name: 1 to 256 characters of `A-Z a-z 0-9 - _`.
    package static func isTopicName(_ name: String) -> Bool {
        (1...SNSLimits.topicNameLength).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }

    /// The bytes that count against the limit: message, and names, types and values of attributes.
    package static func size(_ message: String, _ attributes: [String: SNS.MessageAttribute]) -> Int {
        attributes.reduce(message.utf8.count) { sum, attribute in
            sum + attribute.key.utf8.count + attribute.value.DataType.utf8.count
                + (attribute.value.StringValue?.utf8.count ?? 0) + (attribute.value.BinaryValue?.count ?? 0)
        }
    }

    /// Checks a message.
    /// - Throws: `AWSServiceError` saying what is wrong.
    package static func check(
        message: String,
        subject: String?,
        attributes: [String: SNS.MessageAttribute]
    ) throws(AWSServiceError) {
        guard !message.isEmpty else { throw .invalidSNSParameter("Empty message") }
        guard size(message, attributes) <= SNSLimits.messageBytes else {
            throw .invalidSNSParameter(
                "Message too long: with its attributes it may have \(SNSLimits.messageBytes) bytes"
            )
        }
        if let subject, !isSubject(subject) {
            throw .invalidSNSParameter(
                "Subject: it must be 1 to \(SNSLimits.subjectLength) printable ASCII characters, the first no space"
            )
        }
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) { try check(attribute, name) }
    }

    private static func isSubject(_ subject: String) -> Bool {
        (1...SNSLimits.subjectLength).contains(subject.utf8.count) && subject.utf8.first != 0x20
            && subject.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func check(_ attribute: SNS.MessageAttribute, _ name: String) throws(AWSServiceError) {
        let type = attribute.DataType.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
        guard ["String", "Number", "Binary"].contains(type) else {
            throw .invalidSNSParameter(
                "The message attribute '\(name)' has the type '\(attribute.DataType)'; "
                    + "there are String, String.Array, Number and Binary."
            )
        }
        guard type == "Binary" ? attribute.BinaryValue?.isEmpty == false : attribute.StringValue?.isEmpty == false
        else {
            throw .invalidSNSParameter(
                "The message attribute '\(name)' must contain a non-empty value of the type '\(attribute.DataType)'."
            )
        }
        if type == "Number", Double(attribute.StringValue ?? "") == nil {
            throw .invalidSNSParameter("The message attribute '\(name)' is not a number.")
        }
    }
}
