import SluiceWire

extension SNSContext {
    func tagResource(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let tags = form.tags
        try await host.updateTopic(resource(form)) { $0.tags.merge(tags) { $1 } }
        return []
    }

    func untagResource(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let keys = form.members("TagKeys")
        try await host.updateTopic(resource(form)) { topic in
            for key in keys { topic.tags[key] = nil }
        }
        return []
    }

    func listTagsForResource(_ form: QueryForm) async throws(AWSServiceError) -> [XMLElement] {
        let name = try resource(form)
        let tags = try await host.database.read { try $0.topic(name).tags }
        let members = tags.sorted { $0.key < $1.key }.map {
            [XMLElement("Key", $0.key), XMLElement("Value", $0.value)]
        }
        return [XMLElement("Tags", members: members)]
    }

    private func resource(_ form: QueryForm) throws(AWSServiceError) -> String {
        do throws(AWSServiceError) {
            return try TopicARN.topic(form["ResourceArn"], parameter: "ResourceArn", region: host.region)
        } catch .topicDoesNotExist {
            throw AWSServiceError("ResourceNotFound", "Resource does not exist", status: 404)
        }
    }
}
