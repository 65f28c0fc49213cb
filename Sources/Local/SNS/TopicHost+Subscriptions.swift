import GRDB
import SluiceModel
import SluiceWire

extension TopicHost {
    /// Subscribes an endpoint, or finds its subscription; one that must confirm is asked, and asked again.
    ///
    /// - Parameters:
    ///   - endpoint: An address, or the ARN of a queue.
    ///   - protocolName: `http`, `https` or `sqs`.
    ///   - topic: The topic's name.
    ///   - attributes: What to set; nil leaves an existing subscription's as they are.
    ///   - isFromManifest: Whether a manifest asks for it.
    /// - Returns: The subscription as it is stored.
    /// - Throws: `AWSServiceError`.
    func subscribe(
        _ endpoint: String,
        by protocolName: String,
        to topic: String,
        attributes: [String: String]?,
        isFromManifest: Bool = false
    ) async throws(AWSServiceError) -> SubscriptionRecord {
        try Self.check(endpoint, protocolName)
        let wanted = try attributes.map { (attributes) throws(AWSServiceError) in
            try SubscriptionAttributes.checked(attributes)
        }
        let fresh = SubscriptionRecord(
            id: newID(),
            topic: topic,
            protocolName: protocolName,
            endpoint: endpoint,
            attributes: wanted ?? [:],
            token: (newID() + newID()).filter { $0 != "-" },
            isFromManifest: isFromManifest
        )
        let (messageID, now) = (newID(), clock.now)
        let stored = try await database.write { database in
            _ = try database.topic(topic)
            var record = fresh
            if let existing = try Self.existing(fresh, in: database) {
                guard wanted == nil || existing.attributes == wanted else {
                    throw AWSServiceError.invalidSNSParameter(
                        "Attributes Reason: Subscription already exists with different attributes"
                    )
                }
                record = existing
                if isFromManifest, !record.isFromManifest {
                    record.isFromManifest = true
                    try record.update(database)
                }
            } else {
                try record.insert(database)
            }
            if !record.isConfirmed {
                // A question that waits for its next attempt is asked now instead.
                try database.execute(sql: "DELETE FROM deliveries WHERE subscription = ?", arguments: [record.id])
                var question = DeliveryRecord(to: record.id, messageID: messageID, message: nil, at: now)
                try question.insert(database)
            }
            return record
        }
        bell.ring()
        return stored
    }

    /// Confirms the subscription that `token` was made for.
    /// - Throws: `AWSServiceError` when there is none.
    func confirm(
        _ token: String,
        of topic: String,
        endsAuthenticated: Bool
    ) async throws(AWSServiceError) -> SubscriptionRecord {
        try await database.write { database in
            _ = try database.topic(topic)
            guard var record = try database.subscriptions(of: topic).first(where: { $0.token == token }) else {
                throw AWSServiceError.invalidSNSParameter("Token Reason: no subscription of the topic waits for it")
            }
            if !record.isConfirmed {
                record.isConfirmed = true
                record.endsAuthenticated = endsAuthenticated
                try record.update(database)
                try database.execute(sql: "DELETE FROM deliveries WHERE subscription = ?", arguments: [record.id])
            }
            return record
        }
    }

    /// Ends a subscription; one that is not there is no error.
    /// - Throws: `AWSServiceError` when only signed calls may end it and this one is not.
    func unsubscribe(_ id: String, isAuthenticated: Bool) async throws(AWSServiceError) {
        try await database.write { database in
            if try database.subscription(id)?.endsAuthenticated == true, !isAuthenticated {
                throw AWSServiceError(
                    "AuthorizationError",
                    "This subscription can be ended by a signed call only.",
                    status: 403
                )
            }
            try database.remove(subscriptions: [id])
        }
    }

    /// Sets an attribute of a subscription.
    /// - Throws: `AWSServiceError` when there is no such subscription or attribute.
    func setAttribute(_ name: String, _ value: String, of id: String) async throws(AWSServiceError) {
        let checked = try SubscriptionAttributes.checked(name, value)
        try await database.write { database in
            guard var record = try database.subscription(id) else {
                throw AWSServiceError.subscriptionDoesNotExist
            }
            record.attributes[name] = checked
            try record.update(database)
        }
    }

    /// A page of subscriptions after the one at `number`, one more than fits when there are more; nil for all topics.
    func subscriptions(of topic: String?, after number: Int64) async throws(AWSServiceError) -> [SubscriptionRecord] {
        try await database.read { database in
            if let topic { _ = try database.topic(topic) }
            return try SubscriptionRecord.fetchAll(
                database,
                sql:
                    "SELECT * FROM subscriptions WHERE number > ? AND topic = COALESCE(?, topic) ORDER BY number LIMIT ?",
                arguments: [number, topic, SNSLimits.listResults + 1]
            )
        }
    }

    private static func existing(_ wanted: SubscriptionRecord, in database: Database) throws -> SubscriptionRecord? {
        try SubscriptionRecord.fetchOne(
            database,
            sql: "SELECT * FROM subscriptions WHERE topic = ? AND protocolName = ? AND endpoint = ?",
            arguments: [wanted.topic, wanted.protocolName, wanted.endpoint]
        )
    }

    private static func check(_ endpoint: String, _ protocolName: String) throws(AWSServiceError) {
        switch protocolName {
        case "http", "https":
            let start = "\(protocolName)://"
            guard endpoint.hasPrefix(start), endpoint.count > start.count,
                endpoint.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                throw .invalidSNSParameter("Endpoint Reason: '\(endpoint)' is no \(start) address")
            }
        case "sqs":
            guard QueueARN.name(in: endpoint) != nil else {
                throw .invalidSNSParameter("SQS endpoint ARN Reason: '\(endpoint)' is no queue's ARN")
            }
        default:
            throw .invalidSNSParameter(
                "Protocol Reason: '\(protocolName)' is not implemented by the local cloud; it delivers to http, https and sqs"
            )
        }
    }
}
