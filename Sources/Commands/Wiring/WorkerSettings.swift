import SluiceModel
import SluiceWorker

/// What a task is told about its worker, as JSON in the variable `SLUICE_WORKER`.
///
/// The same locally and on Fargate, so that a container needs no manifest.
struct WorkerSettings: Codable, Sendable, Hashable {
    /// The variable that carries it.
    static let variable = "SLUICE_WORKER"

    var command: [String]
    var environment: [String: String]
    var queueURL: String
    var deadLetterQueueURL: String?
    var bucket: String
    var durationSeconds: Double?
    var timeoutSeconds: Double
    var stopTimeoutSeconds: Double
    var visibilitySeconds: Double
    var retries: Int
    var outOfMemoryRetries: Int
    var initialBackoffSeconds: Double
    var maximumBackoffSeconds: Double
    var memoryLimitBytes: Int64?
    var receiveWaitSeconds: Int

    /// The worker's configuration in a task of that name.
    func configuration(task: String, scratchFolder: String, agentURI: String?) -> WorkerConfiguration {
        WorkerConfiguration(
            command: command,
            environment: environment,
            queueURL: queueURL,
            deadLetterQueueURL: deadLetterQueueURL,
            bucket: bucket,
            task: task,
            scratchFolder: scratchFolder,
            retry: RetryRules(
                retries: retries,
                outOfMemoryRetries: outOfMemoryRetries,
                initialBackoff: .seconds(initialBackoffSeconds),
                maximumBackoff: .seconds(maximumBackoffSeconds)
            ),
            lease: LeaseRules(visibility: .seconds(visibilitySeconds)),
            duration: durationSeconds.map { .seconds($0) },
            timeout: .seconds(timeoutSeconds),
            stopTimeout: .seconds(stopTimeoutSeconds),
            memoryLimit: memoryLimitBytes,
            receiveWaitSeconds: receiveWaitSeconds,
            agentURI: agentURI
        )
    }
}
