import SluiceModel
package import SluiceScaling

/// What `sluice scaler` is told, as JSON in the variable `SLUICE_SCALER`.
package struct ScalerSettings: Codable, Sendable, Hashable {
    /// The variable that carries it.
    package static let variable = "SLUICE_SCALER"

    /// The project, a dimension of the metrics.
    package var name: String
    package var queueURL: String
    package var cluster: String
    package var service: String
    package var minimum: Int
    package var maximum: Int
    package var intervalSeconds: Double
    package var startTimeSeconds: Double
    package var idleTimeoutSeconds: Double
    package var maximumStarts: Int?
    /// What a job takes, as the manifest says.
    package var jobDurationSeconds: Double

    /// What a manifest says of the scaler.
    ///
    /// - Parameters:
    ///   - manifest: The manifest.
    ///   - policy: Its policy.
    ///   - queueURL: The queue's address, or what stands for it.
    ///   - cluster: The cluster of the service.
    ///   - service: The service.
    package init(_ manifest: Manifest, policy: DirectPolicy, queueURL: String, cluster: String, service: String) {
        name = manifest.name
        self.queueURL = queueURL
        self.cluster = cluster
        self.service = service
        minimum = manifest.scaling.minimum
        maximum = manifest.scaling.maximum
        intervalSeconds = policy.interval.inSeconds
        startTimeSeconds = policy.startTime.inSeconds
        idleTimeoutSeconds = policy.idleTimeout.inSeconds
        maximumStarts = policy.maximumStartsPerDecision
        jobDurationSeconds = manifest.job.duration.inSeconds
    }

    /// The value of the variable: JSON with its keys in order.
    package var json: String { TaskSettings.json(self) }

    /// The policy that the loop decides by.
    package var policy: DirectPolicy {
        DirectPolicy(
            interval: .seconds(intervalSeconds),
            startTime: .seconds(startTimeSeconds),
            idleTimeout: .seconds(idleTimeoutSeconds),
            maximumStartsPerDecision: maximumStarts
        )
    }
}
