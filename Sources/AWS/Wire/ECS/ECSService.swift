package import SluiceModel

/// A service of ECS: how many tasks it shall have, how many it has, and what happened to it lately.
package struct ECSService: Sendable, Hashable {
    package var name: String
    package var arn: String
    /// `ACTIVE`, `DRAINING` or `INACTIVE`.
    package var status: String
    package var desiredCount: Int
    package var runningCount: Int
    package var pendingCount: Int
    /// The ARN of the task definition that new tasks are made from.
    package var taskDefinition: String
    /// The one under way or in force first.
    package var deployments: [Deployment]
    /// The newest first, a hundred at most.
    package var events: [Event]

    /// A service.
    package init(
        name: String,
        arn: String,
        status: String = "ACTIVE",
        desiredCount: Int,
        runningCount: Int,
        pendingCount: Int = 0,
        taskDefinition: String = "",
        deployments: [Deployment] = [],
        events: [Event] = []
    ) {
        self.name = name
        self.arn = arn
        self.status = status
        self.desiredCount = desiredCount
        self.runningCount = runningCount
        self.pendingCount = pendingCount
        self.taskDefinition = taskDefinition
        self.deployments = deployments
        self.events = events
    }

    /// The tasks of one version of a service.
    package struct Deployment: Sendable, Hashable {
        package var id: String
        /// `PRIMARY` for the newest, `ACTIVE` for one that is being replaced, `INACTIVE` for one that was.
        package var status: String
        /// `IN_PROGRESS`, `COMPLETED` or `FAILED`; nil for kinds of deployment that have none.
        package var rolloutState: String?
        package var rolloutStateReason: String?
        package var desiredCount: Int
        package var runningCount: Int
        package var pendingCount: Int
        /// Tasks that did not come up.
        package var failedTasks: Int

        /// A deployment.
        package init(
            id: String,
            status: String,
            rolloutState: String? = nil,
            rolloutStateReason: String? = nil,
            desiredCount: Int,
            runningCount: Int,
            pendingCount: Int = 0,
            failedTasks: Int = 0
        ) {
            self.id = id
            self.status = status
            self.rolloutState = rolloutState
            self.rolloutStateReason = rolloutStateReason
            self.desiredCount = desiredCount
            self.runningCount = runningCount
            self.pendingCount = pendingCount
            self.failedTasks = failedTasks
        }
    }

    /// Something that happened, in a sentence.
    package struct Event: Sendable, Hashable {
        package var id: String
        package var createdAt: Timestamp
        package var message: String

        /// An event.
        package init(id: String, createdAt: Timestamp, message: String) {
            self.id = id
            self.createdAt = createdAt
            self.message = message
        }
    }
}
