import SluiceWire

extension SNSContext {
    func createTopic(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let name = form["Name"] else { throw .invalidSNSParameter("Name is missing") }
        guard form["DataProtectionPolicy"] == nil else {
            throw .invalidSNSParameter("DataProtectionPolicy is not implemented by the local cloud")
        }
        try await host.createTopic(name, attributes: form.entries("Attributes"), tags: form.tags)
        return [XMLElement("TopicArn", host.arn(name))]
    }

    func deleteTopic(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        do throws(AWSServiceError) {
            try await host.deleteTopic(topic(form))
        } catch .topicDoesNotExist {
            // Of another region or account: gone as well as never there.
        }
        return []
    }

    func listTopics(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let names = try await host.topicNames(after: form["NextToken"] ?? "")
        let page = names.prefix(SNSLimits.listResults)
        let topics = page.map { [XMLElement("TopicArn", host.arn($0))] }
        return [XMLElement("Topics", members: topics)] + nextToken(names.count > page.count ? page.last : nil)
    }

    func getTopicAttributes(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let name = try topic(form)
        let (record, subscriptions) = try await host.database.read { database in
            (try database.topic(name), try database.subscriptions(of: name))
        }
        let confirmed = subscriptions.count(where: \.isConfirmed)
        let attributes = [
            "TopicArn": host.arn(name), "Owner": AWSCall.accountID, "DisplayName": "",
            "SubscriptionsConfirmed": String(confirmed), "SubscriptionsDeleted": "0",
            "SubscriptionsPending": String(subscriptions.count - confirmed),
        ]
        return [XMLElement("Attributes", map: attributes.merging(record.attributes) { $1 })]
    }

    func setTopicAttributes(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        guard let attribute = form["AttributeName"] else { throw .invalidSNSParameter("AttributeName is missing") }
        let value = try TopicAttributes.checked(attribute, form["AttributeValue"] ?? "")
        try await host.updateTopic(topic(form)) { $0.attributes[attribute] = value }
        return []
    }

    /// The topic that `TopicArn` names.
    func topic(_ form: QueryForm) throws(AWSServiceError) -> String {
        try TopicARN.topic(form["TopicArn"], region: host.region)
    }

    /// The element that says where the next page begins; none for the last page.
    func nextToken(_ token: String?) -> [XMLElement] { token.map { [XMLElement("NextToken", $0)] } ?? [] }
}
