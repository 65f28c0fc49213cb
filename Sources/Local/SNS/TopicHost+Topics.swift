import GRDB
import SluiceWire

extension TopicHost {
    /// Makes a topic, or finds the one of that name if every given attribute and tag agrees.
    /// - Throws: `AWSServiceError`.
    func createTopic(
        _ name: String,
        attributes: [String: String],
        tags: [String: String]
    ) async throws(AWSServiceError) {
        guard !name.hasSuffix(".fifo") else {
            throw .invalidSNSParameter("FIFO topics Reason: this server has standard topics only")
        }
        guard SNSMessageRules.isTopicName(name) else {
            throw .invalidSNSParameter(
                "Topic Name: 1 to \(SNSLimits.topicNameLength) letters, digits, hyphens and underscores"
            )
        }
        let attributes = try TopicAttributes.checked(attributes)
        try await database.write { database in
            guard let existing = try TopicRecord.fetchOne(database, key: name) else {
                return try TopicRecord(name: name, attributes: attributes, tags: tags).insert(database)
            }
            guard attributes.allSatisfy({ existing.attributes[$0.key] == $0.value }) else {
                throw AWSServiceError.invalidSNSParameter(
                    "Attributes Reason: Topic already exists with different attributes"
                )
            }
            guard tags.allSatisfy({ existing.tags[$0.key] == $0.value }) else {
                throw AWSServiceError.invalidSNSParameter("Tags Reason: Topic already exists with different tags")
            }
        }
    }

    /// Removes a topic, its subscriptions and what was on its way to them; one that is not there is no error.
    func deleteTopic(_ name: String) async throws(AWSServiceError) {
        try await database.write { database in
            try database.remove(subscriptions: try database.subscriptions(of: name).map(\.id))
            _ = try TopicRecord.deleteOne(database, key: name)
        }
    }

    /// Changes a topic.
    /// - Throws: `AWSServiceError` when there is no such topic.
    func updateTopic(
        _ name: String,
        _ change: @escaping @Sendable (inout TopicRecord) -> Void
    ) async throws(AWSServiceError) {
        try await database.write { database in
            var topic = try database.topic(name)
            change(&topic)
            try topic.update(database)
        }
    }

    /// A page of the names of topics after `name`, one more than fits when there are more.
    func topicNames(after name: String) async throws(AWSServiceError) -> [String] {
        try await database.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT name FROM topics WHERE name > ? ORDER BY name LIMIT ?",
                arguments: [name, SNSLimits.listResults + 1]
            )
        }
    }
}
