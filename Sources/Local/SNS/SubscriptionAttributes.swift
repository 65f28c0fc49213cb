import SluiceWire

/// What may be set of a subscription.
enum SubscriptionAttributes {
    /// Checks attributes and leaves out those whose value means nothing.
    /// - Throws: `AWSServiceError` naming the attribute.
    static func checked(_ attributes: [String: String]) throws(AWSServiceError) -> [String: String] {
        var checked: [String: String] = [:]
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            checked[name] = try Self.checked(name, value)
        }
        return checked
    }

    /// The value to store of an attribute; nil for the one that every subscription begins with.
    /// - Throws: `AWSServiceError` naming the attribute.
    static func checked(_ name: String, _ value: String) throws(AWSServiceError) -> String? {
        switch name {
        case "RawMessageDelivery":
            guard let isRaw = Bool(value.lowercased()) else {
                throw .invalidSNSParameter("Attributes Reason: RawMessageDelivery: must be true or false")
            }
            return isRaw ? "true" : nil
        case "FilterPolicy":
            guard !value.isEmpty, value != "{}" else { return nil }
            _ = try SNSFilterPolicy(value)
            return value
        case "FilterPolicyScope":
            guard value == "MessageAttributes" else {
                throw .invalidSNSParameter(
                    "Attributes Reason: FilterPolicyScope: '\(value)' is not implemented by the local cloud; "
                        + "it filters by MessageAttributes"
                )
            }
            return nil
        case "DeliveryPolicy", "RedrivePolicy", "SubscriptionRoleArn", "ReplayPolicy":
            throw .invalidSNSParameter("AttributeName Reason: \(name) is not implemented by the local cloud")
        default: throw .invalidSNSParameter("AttributeName Reason: there is no attribute '\(name)' to set")
        }
    }
}

/// What may be set of a topic; all of it is only remembered.
enum TopicAttributes {
    /// Checks attributes and leaves out those whose value means nothing.
    /// - Throws: `AWSServiceError` naming the attribute.
    static func checked(_ attributes: [String: String]) throws(AWSServiceError) -> [String: String] {
        var checked: [String: String] = [:]
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            checked[name] = try Self.checked(name, value)
        }
        return checked
    }

    /// The value to store of an attribute; nil for the one that every topic begins with.
    /// - Throws: `AWSServiceError` naming the attribute.
    static func checked(_ name: String, _ value: String) throws(AWSServiceError) -> String? {
        switch (name, value) {
        case ("DisplayName", _), ("KmsMasterKeyId", _), ("Policy", _): return value.isEmpty ? nil : value
        case ("FifoTopic", "true"):
            throw .invalidSNSParameter("FifoTopic Reason: this server has standard topics only")
        case ("FifoTopic", "false"), ("ContentBasedDeduplication", "false"): return nil
        default:
            throw .invalidSNSParameter("AttributeName Reason: \(name) is not implemented by the local cloud")
        }
    }
}
