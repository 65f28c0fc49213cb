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
    package var startedAt: Timestamp?
    package var stoppedAt: Timestamp?
    package var containers: [Container]

    /// A task.
    package init(
        arn: String,
        lastStatus: String,
        desiredStatus: String? = nil,
        stopCode: String? = nil,
        stoppedReason: String? = nil,
        startedAt: Timestamp? = nil,
        stoppedAt: Timestamp? = nil,
        containers: [Container] = []
    ) {
        self.arn = arn
        self.lastStatus = lastStatus
        self.desiredStatus = desiredStatus
        self.stopCode = stopCode
        self.stoppedReason = stoppedReason
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
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
        case lastStatus, desiredStatus, stopCode, stoppedReason, startedAt, stoppedAt, containers
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
            startedAt: try container.timeIfPresent(forKey: .startedAt),
            stoppedAt: try container.timeIfPresent(forKey: .stoppedAt),
            containers: try container.decodeIfPresent([Container].self, forKey: .containers) ?? []
        )
    }
}
