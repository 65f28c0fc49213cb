import SluiceModel

/// What a task is told about its worker, as JSON in the variable `SLUICE_WORKER`.
///
/// The same locally and on Fargate, so that a container needs no manifest.
package struct WorkerSettings: Codable, Sendable, Hashable {
    /// The variable that carries it.
    package static let variable = "SLUICE_WORKER"

    package var command: [String]
    package var environment: [String: String]
    package var queueURL: String
    package var deadLetterQueueURL: String?
    package var bucket: String
    package var durationSeconds: Double?
    package var timeoutSeconds: Double
    package var stopTimeoutSeconds: Double
    package var visibilitySeconds: Double
    package var retries: Int
    package var outOfMemoryRetries: Int
    package var initialBackoffSeconds: Double
    package var maximumBackoffSeconds: Double
    package var memoryLimitBytes: Int64?
    package var receiveWaitSeconds: Int
    /// Where the ends of jobs are published; nil for nowhere.
    package var topicARN: String?
    /// Which ends; nil for none.
    package var notify: Manifest.Notify.Events?

    /// What a manifest says of the worker.
    ///
    /// - Parameters:
    ///   - manifest: The manifest.
    ///   - queueURL: The queue's address, or what stands for it.
    ///   - deadLetterQueueURL: The same of the dead-letter queue.
    ///   - bucket: The data bucket.
    ///   - topicARN: Where ends are published; nil for nowhere.
    ///   - receiveWaitSeconds: Seconds that a receive waits for a message, 1 to 20.
    package init(
        _ manifest: Manifest,
        queueURL: String,
        deadLetterQueueURL: String?,
        bucket: String,
        topicARN: String? = nil,
        receiveWaitSeconds: Int
    ) {
        command = manifest.job.command
        environment = manifest.job.environment
        self.queueURL = queueURL
        self.deadLetterQueueURL = deadLetterQueueURL
        self.bucket = bucket
        durationSeconds = manifest.job.duration.inSeconds
        timeoutSeconds = manifest.job.timeout.inSeconds
        stopTimeoutSeconds = manifest.task.stopTimeout.inSeconds
        visibilitySeconds = manifest.queue.visibility.inSeconds
        retries = manifest.queue.retries
        outOfMemoryRetries = manifest.queue.outOfMemoryRetries
        initialBackoffSeconds = manifest.queue.initialBackoff.inSeconds
        maximumBackoffSeconds = manifest.queue.maximumBackoff.inSeconds
        memoryLimitBytes = manifest.task.memory.bytes
        self.receiveWaitSeconds = receiveWaitSeconds
        self.topicARN = topicARN
        notify = manifest.notify.events == .never ? nil : manifest.notify.events
    }

    /// The value of the variable: JSON with its keys in order.
    package var json: String { TaskSettings.json(self) }

    /// Receives after which the queue itself gives up on a message, should no worker ever get to count attempts.
    package var maxReceiveCount: Int { Manifest.Queue.maxReceiveCount(retries: retries) }
}
