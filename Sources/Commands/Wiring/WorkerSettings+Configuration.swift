import SluiceManifest
import SluiceWorker

extension WorkerSettings {
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
            agentURI: agentURI,
            notifications: notifications
        )
    }

    private var notifications: JobNotifications? {
        guard let topicARN, let notify, notify != .never else { return nil }
        return JobNotifications(topicARN: topicARN, onlyFailures: notify == .failed)
    }
}
