package import SluiceModel

/// A task of ECS.
package struct ECSTask: Sendable, Hashable {
    package var arn: String
    /// What it is: `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, … `STOPPED`.
    package var lastStatus: String
    /// What it shall be: `RUNNING` or `STOPPED`.
    package var desiredStatus: String?
    /// The kind of reason why it was stopped, such as `TaskFailedToStart` or `EssentialContainerExited`.
    package var stopCode: String?
    /// Why it was stopped, in a sentence.
    package var stoppedReason: String?
    /// When the service asked for it.
    package var createdAt: Timestamp?
    /// When its image began to be pulled, from when on Fargate bills it.
    package var pullStartedAt: Timestamp?
    package var startedAt: Timestamp?
    /// When it was asked to stop.
    package var stoppingAt: Timestamp?
    package var stoppedAt: Timestamp?
    /// `FARGATE` or `FARGATE_SPOT`; nil where neither was asked for.
    package var capacityProvider: String?
    package var containers: [Container]

    /// A task.
    package init(
        arn: String,
        lastStatus: String,
        desiredStatus: String? = nil,
        stopCode: String? = nil,
        stoppedReason: String? = nil,
        createdAt: Timestamp? = nil,
        pullStartedAt: Timestamp? = nil,
        startedAt: Timestamp? = nil,
        stoppingAt: Timestamp? = nil,
        stoppedAt: Timestamp? = nil,
        capacityProvider: String? = nil,
        containers: [Container] = []
    ) {
        self.arn = arn
        self.lastStatus = lastStatus
        self.desiredStatus = desiredStatus
        self.stopCode = stopCode
        self.stoppedReason = stoppedReason
        self.createdAt = createdAt
        self.pullStartedAt = pullStartedAt
        self.startedAt = startedAt
        self.stoppingAt = stoppingAt
        self.stoppedAt = stoppedAt
        self.capacityProvider = capacityProvider
        self.containers = containers
    }

    /// A container of a task.
    package struct Container: Sendable, Hashable, Decodable {
        package var name: String
        /// Nil while it runs, and for one that never did.
        package var exitCode: Int?
        /// More about a running or stopped container, such as `CannotPullContainerError: …`.
        package var reason: String?

        /// A container.
        package init(name: String, exitCode: Int? = nil, reason: String? = nil) {
            self.name = name
            self.exitCode = exitCode
            self.reason = reason
        }
    }
}

extension ECSTask: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "taskArn"
        case capacityProvider = "capacityProviderName"
        case lastStatus, desiredStatus, stopCode, stoppedReason, createdAt, pullStartedAt, startedAt, stoppingAt
        case stoppedAt, containers
    }

    /// Reads what DescribeTasks answers.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let reason = try container.decodeIfPresent(String.self, forKey: .stoppedReason)
        self.init(
            arn: try container.decode(String.self, forKey: .arn),
            lastStatus: try container.decode(String.self, forKey: .lastStatus),
            desiredStatus: try container.decodeIfPresent(String.self, forKey: .desiredStatus),
            stopCode: try container.decodeIfPresent(String.self, forKey: .stopCode),
            stoppedReason: reason?.isEmpty == true ? nil : reason,
            createdAt: try container.timeIfPresent(forKey: .createdAt),
            pullStartedAt: try container.timeIfPresent(forKey: .pullStartedAt),
            startedAt: try container.timeIfPresent(forKey: .startedAt),
            stoppingAt: try container.timeIfPresent(forKey: .stoppingAt),
            stoppedAt: try container.timeIfPresent(forKey: .stoppedAt),
            capacityProvider: try container.decodeIfPresent(String.self, forKey: .capacityProvider),
            containers: try container.decodeIfPresent([Container].self, forKey: .containers) ?? []
        )
    }
}
