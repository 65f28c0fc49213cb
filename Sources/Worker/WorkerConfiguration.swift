/// Everything a worker is told; it reads no environment of its own.
package struct WorkerConfiguration: Sendable {
    /// The job's program and its arguments.
    package var command: [String]
    /// What the job finds in its environment besides the contract's own variables.
    package var environment: [String: String]
    package var queueURL: String
    /// Where messages go that cannot be worked; nil leaves them to the queue's own redrive policy.
    package var deadLetterQueueURL: String?
    /// The bucket for status documents, outputs and logs.
    package var bucket: String
    /// The name of the task this worker runs in, shown in status documents.
    package var task: String
    /// A folder that only this worker uses; every job gets a folder in it.
    package var scratchFolder: String
    package var retry: RetryRules
    package var lease: LeaseRules
    /// How long a job usually takes; nil when unknown.
    package var duration: Duration?
    /// How long an attempt may take.
    package var timeout: Duration
    /// How long the platform waits between SIGTERM and SIGKILL.
    package var stopTimeout: Duration
    /// How much a job may hold, in bytes; nil for no limit of ours.
    package var memoryLimit: Int64?
    /// Seconds that a receive waits for a message, 1 to 20.
    package var receiveWaitSeconds: Int
    /// The ECS agent's address for this task; nil outside ECS.
    package var agentURI: String?
    /// Where the ends of jobs are told; nil for nowhere.
    package var notifications: JobNotifications?

    /// A configuration with the manifest's defaults.
    package init(
        command: [String],
        environment: [String: String] = [:],
        queueURL: String,
        deadLetterQueueURL: String?,
        bucket: String,
        task: String,
        scratchFolder: String,
        retry: RetryRules = RetryRules(),
        lease: LeaseRules = LeaseRules(),
        duration: Duration? = nil,
        timeout: Duration,
        stopTimeout: Duration = .seconds(30),
        memoryLimit: Int64? = nil,
        receiveWaitSeconds: Int = 20,
        agentURI: String? = nil,
        notifications: JobNotifications? = nil
    ) {
        self.command = command
        self.environment = environment
        self.queueURL = queueURL
        self.deadLetterQueueURL = deadLetterQueueURL
        self.bucket = bucket
        self.task = task
        self.scratchFolder = scratchFolder
        self.retry = retry
        self.lease = lease
        self.duration = duration
        self.timeout = timeout
        self.stopTimeout = stopTimeout
        self.memoryLimit = memoryLimit
        self.receiveWaitSeconds = receiveWaitSeconds
        self.agentURI = agentURI
        self.notifications = notifications
    }
}
