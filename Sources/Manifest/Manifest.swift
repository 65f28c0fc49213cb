package import SluiceModel
package import SluiceScaling

/// `sluice.yaml`, checked and complete: every default is filled in.
package struct Manifest: Sendable, Hashable {
    package var name: String
    package var job: Job
    package var task: Task
    package var queue: Queue
    package var scaling: Scaling
    package var api: API
    package var data: Data
    package var notify: Notify
    package var network: Network
    /// Nil when there is none.
    package var pipeline: Pipeline?
    /// The SSM parameter that holds the image's tag.
    package var imageTagParameter: String
    package var alarms: Alarms
    /// The port of `sluice up`.
    package var localPort: Int

    /// The program and what is known of it.
    package struct Job: Sendable, Hashable {
        /// The program, then its arguments; never empty.
        package var command: [String]
        package var duration: Duration
        package var timeout: Duration
        package var environment: [String: String]
    }

    /// The container.
    package struct Task: Sendable, Hashable {
        /// Virtual processors.
        package var cpu: Double
        package var memory: ByteCount
        /// The share of tasks on Fargate Spot, 0 to 1.
        package var spotShare: Double
        package var isARM: Bool
        /// What a task pulls before it starts, compressed.
        package var imageSize: ByteCount
        package var startTimeout: Duration
        package var stopTimeout: Duration
        package var environment: [String: String]
        /// Names of variables and the ARNs of their values.
        package var secrets: [String: String]
        package var logRetention: Duration
        /// A port the container declares.
        package var port: Int?
        /// An image that exists; nil for the project's own repository.
        package var image: String?
    }

    /// The queue and what failures do.
    package struct Queue: Sendable, Hashable {
        package var visibility: Duration
        package var retries: Int
        package var outOfMemoryRetries: Int
        package var retention: Duration
        package var initialBackoff: Duration
        package var maximumBackoff: Duration

        /// Receives after which the queue itself gives up on a message, should no worker ever get to count attempts.
        package var maxReceiveCount: Int { Self.maxReceiveCount(retries: retries) }

        static func maxReceiveCount(retries: Int) -> Int { min(1000, 10 * (retries + 2)) }
    }

    /// The size of the fleet.
    package struct Scaling: Sendable, Hashable {
        package var minimum: Int
        package var maximum: Int
        package var desired: Int
        package var policy: ScalingPolicy
    }
}

/// A manifest and how it came to be.
package struct LoadedManifest: Sendable {
    package let manifest: Manifest
    /// Every value and where it comes from, in the order of the table.
    package let effective: [EffectiveValue]
}

/// A value and where it comes from.
package struct EffectiveValue: Sendable, Hashable, Codable {
    package let key: String
    /// As one writes it; empty when there is none.
    package let value: String
    /// The file's line, `local`, `--set`, or the default and how it is computed.
    package let origin: String
}
