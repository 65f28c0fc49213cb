package import SluiceScaling

/// Everything a simulated run depends on; equal setups give equal runs.
package struct SimulationSetup: Sendable, Hashable, Codable {
    /// The project's name, for reports.
    package var name: String
    /// What runs, in words.
    package var title: String
    package var load: [ArrivalProcess]
    package var service: ServiceTime
    /// What scales the fleet; none for a fleet that stays as it is.
    package var policies: [ScalingPolicy]
    package var limits: CapacityLimits
    /// Tasks that run and are ready at the start.
    package var initialTasks: Int
    /// What a job takes, as the policy `direct` is told; nil for the mean of `service`.
    package var expectedDuration: Duration?
    package var queue = QueueRules()
    package var worker = WorkerRules.sluice
    package var faults = FaultRules()
    package var size: TaskSize
    package var platform = PlatformRules()
    package var cloudWatch = CloudWatchRules()
    package var autoScaling = AutoScalingRules()
    package var prices = Prices()
    package var usage = UsageRules()
    /// When new versions are rolled out.
    package var deployments: [Duration] = []
    /// How long the run goes on after the last job, waiting for the fleet to come back to its minimum.
    package var rest: Duration = .seconds(3600)
    /// When the run is cut off, whatever still waits.
    package var limit: Duration = .seconds(30 * 86_400)
    package var seed: UInt64 = 1

    /// A run with the defaults of Fargate and of Sluice's worker.
    package init(
        name: String = "jobs",
        title: String = "",
        load: [ArrivalProcess],
        service: ServiceTime,
        policies: [ScalingPolicy] = [],
        limits: CapacityLimits,
        initialTasks: Int? = nil,
        size: TaskSize = TaskSize()
    ) {
        self.name = name
        self.title = title
        self.load = load
        self.service = service
        self.policies = policies
        self.limits = limits
        self.initialTasks = initialTasks ?? limits.minimum
        self.size = size
    }
}

/// The queue's settings.
package struct QueueRules: Sendable, Hashable, Codable {
    /// How long a received message stays hidden unless its worker renews that.
    package var visibility: Duration = .seconds(60)
    /// Receives after which a message goes to the dead-letter queue; nil for none.
    package var maximumReceives: Int?
    /// How long a message is kept.
    package var retention: Duration = .seconds(4 * 86_400)
    /// The most messages in flight; 120,000 for a standard queue of SQS.
    package var maximumInFlight = 120_000

    /// The defaults of SQS and of the manifest.
    package init() {}
}

/// What a task has, and what it costs by.
package struct TaskSize: Sendable, Hashable, Codable {
    /// Virtual processors.
    package var cpu: Double
    /// Bytes.
    package var memory: Double
    package var isARM: Bool
    /// The share of tasks on Fargate Spot, 0 to 1.
    package var spotShare: Double
    /// The image's size as it is pulled, compressed.
    package var imageBytes: Double

    /// A size.
    package init(
        cpu: Double = 1,
        memory: Double = 2 * 1_073_741_824,
        isARM: Bool = false,
        spotShare: Double = 0,
        imageBytes: Double = 400e6
    ) {
        self.cpu = cpu
        self.memory = memory
        self.isARM = isARM
        self.spotShare = spotShare
        self.imageBytes = imageBytes
    }

    /// Memory in the unit of prices: GiB, which AWS calls GB.
    package var gigabytes: Double { memory / 1_073_741_824 }
}

/// What goes wrong, and how often.
package struct FaultRules: Sendable, Hashable, Codable {
    /// The share of attempts that fail, 0 to 1.
    package var failureShare = 0.0
    /// The share of jobs that need more memory than a task has, each time they run; 0 to 1.
    package var outOfMemoryShare = 0.0
    /// Interruptions per hour of a Spot task; no figure is published, so this is an assumption.
    package var interruptionsPerHour = 0.02

    /// Nothing fails; Spot tasks are taken back about every second day.
    package init() {}
}
