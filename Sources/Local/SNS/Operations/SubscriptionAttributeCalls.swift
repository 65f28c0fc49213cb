import SluiceWire

extension SNSContext {
    func getSubscriptionAttributes(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let record = try await host.subscription(TopicARN.subscription(form["SubscriptionArn"])) else {
            throw .subscriptionDoesNotExist
        }
        var attributes = [
            "SubscriptionArn": host.arn(record), "TopicArn": host.arn(record.topic), "Owner": AWSCall.accountID,
            "Protocol": record.protocolName, "Endpoint": record.endpoint, "RawMessageDelivery": "false",
            "PendingConfirmation": String(!record.isConfirmed),
            "ConfirmationWasAuthenticated": String(record.protocolName == "sqs" || record.endsAuthenticated),
        ]
        if record.attributes["FilterPolicy"] != nil { attributes["FilterPolicyScope"] = "MessageAttributes" }
        return [XMLElement("Attributes", map: attributes.merging(record.attributes) { $1 })]
    }

    func setSubscriptionAttributes(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let name = form["AttributeName"] else { throw .invalidSNSParameter("AttributeName is missing") }
        try await host.setAttribute(
            name,
            form["AttributeValue"] ?? "",
            of: TopicARN.subscription(form["SubscriptionArn"])
        )
        return []
    }
}
