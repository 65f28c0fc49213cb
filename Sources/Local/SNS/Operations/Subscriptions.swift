import SluiceWire

extension SNSContext {
    func subscribe(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let protocolName = form["Protocol"] else { throw .invalidSNSParameter("Protocol is missing") }
        guard let endpoint = form["Endpoint"] else { throw .invalidSNSParameter("Endpoint is missing") }
        let record = try await host.subscribe(
            endpoint,
            by: protocolName,
            to: topic(form),
            attributes: form.entries("Attributes")
        )
        let isTold = record.isConfirmed || form["ReturnSubscriptionArn"] == "true"
        return [XMLElement("SubscriptionArn", isTold ? host.arn(record) : "pending confirmation")]
    }

    func confirmSubscription(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let token = form["Token"] else { throw .invalidSNSParameter("Token is missing") }
        let record = try await host.confirm(
            token,
            of: topic(form),
            endsAuthenticated: isAuthenticated && form["AuthenticateOnUnsubscribe"] == "true"
        )
        return [XMLElement("SubscriptionArn", host.arn(record))]
    }

    func unsubscribe(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        try await host.unsubscribe(
            TopicARN.subscription(form["SubscriptionArn"]),
            isAuthenticated: isAuthenticated
        )
        return []
    }

    func listSubscriptions(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        try await list(of: nil, form)
    }

    func listSubscriptionsByTopic(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        try await list(of: topic(form), form)
    }

    private func list(of topic: String?, _ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let number = Int64(form["NextToken"] ?? "0") else { throw .invalidSNSParameter("NextToken") }
        let found = try await host.subscriptions(of: topic, after: number)
        let page = found.prefix(SNSLimits.listResults)
        let members = page.map { record in
            [
                XMLElement("SubscriptionArn", record.isConfirmed ? host.arn(record) : "PendingConfirmation"),
                XMLElement("Owner", AWSCall.accountID), XMLElement("Protocol", record.protocolName),
                XMLElement("Endpoint", record.endpoint), XMLElement("TopicArn", host.arn(record.topic)),
            ]
        }
        return [XMLElement("Subscriptions", members: members)]
            + nextToken(found.count > page.count ? page.last?.number.map(String.init) : nil)
    }
}
