import SluiceModel

extension ECSService: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name = "serviceName"
        case arn = "serviceArn"
        case status, desiredCount, runningCount, pendingCount, taskDefinition, deployments, events
    }

    /// Reads what DescribeServices and UpdateService answer.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            arn: try container.decode(String.self, forKey: .arn),
            status: try container.decode(String.self, forKey: .status),
            desiredCount: try container.decode(Int.self, forKey: .desiredCount),
            runningCount: try container.decode(Int.self, forKey: .runningCount),
            pendingCount: try container.decode(Int.self, forKey: .pendingCount),
            // Services that are deployed by others than ECS itself have neither.
            taskDefinition: try container.decodeIfPresent(String.self, forKey: .taskDefinition) ?? "",
            deployments: try container.decodeIfPresent([Deployment].self, forKey: .deployments) ?? [],
            events: try container.decodeIfPresent([Event].self, forKey: .events) ?? []
        )
    }
}

extension ECSService.Deployment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, status, rolloutState, rolloutStateReason, desiredCount, runningCount, pendingCount, failedTasks
    }

    /// Reads one of a service's deployments.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            status: try container.decode(String.self, forKey: .status),
            rolloutState: try container.decodeIfPresent(String.self, forKey: .rolloutState),
            rolloutStateReason: try container.decodeIfPresent(String.self, forKey: .rolloutStateReason),
            desiredCount: try container.decode(Int.self, forKey: .desiredCount),
            runningCount: try container.decode(Int.self, forKey: .runningCount),
            pendingCount: try container.decode(Int.self, forKey: .pendingCount),
            failedTasks: try container.decodeIfPresent(Int.self, forKey: .failedTasks) ?? 0
        )
    }
}

extension ECSService.Event: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, createdAt, message
    }

    /// Reads one of a service's events.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            createdAt: try container.time(forKey: .createdAt),
            message: try container.decode(String.self, forKey: .message)
        )
    }
}
