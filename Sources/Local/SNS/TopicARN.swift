import SluiceWire

/// Topics and subscriptions in ARNs.
enum TopicARN {
    /// `arn:aws:sns:REGION:ACCOUNT:NAME`.
    static func text(name: String, region: String) -> String {
        "arn:aws:sns:\(region):\(AWSCall.accountID):\(name)"
    }

    /// `arn:aws:sns:REGION:ACCOUNT:TOPIC:ID`.
    static func text(subscription id: String, topic: String, region: String) -> String {
        "\(text(name: topic, region: region)):\(id)"
    }

    /// The topic's name in the ARN that a parameter holds.
    /// - Throws: `AWSServiceError` when it is no topic's ARN, or none of this region and account.
    static func topic(_ arn: String?, parameter: String = "TopicArn", region: String) throws(AWSServiceError) -> String
    {
        guard let arn else { throw .invalidSNSParameter("\(parameter) is missing") }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "sns", SNSMessageRules.isTopicName(parts[5]) else {
            throw .invalidSNSParameter("\(parameter) Reason: '\(arn)' is no topic's ARN")
        }
        guard arn == text(name: parts[5], region: region) else { throw .topicDoesNotExist }
        return parts[5]
    }

    /// The subscription's id in the ARN that a parameter holds.
    /// - Throws: `AWSServiceError` when it is no subscription's ARN.
    static func subscription(_ arn: String?) throws(AWSServiceError) -> String {
        guard let arn else { throw .invalidSNSParameter("SubscriptionArn is missing") }
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == "arn", parts[2] == "sns", !parts[6].isEmpty else {
            throw .invalidSNSParameter("SubscriptionArn Reason: '\(arn)' is no subscription's ARN")
        }
        return parts[6]
    }
}
