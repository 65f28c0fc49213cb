/// The settings of Sluice's own loop.
package struct DirectPolicy: Sendable, Hashable, Codable {
    /// The time between two decisions.
    package var interval: Duration
    /// How long a task takes to start.
    package var startTime: Duration
    /// How long tasks must be too many before they go.
    package var idleTimeout: Duration
    /// Jobs that one task works on at once.
    package var jobsPerTask: Int
    /// The most tasks started in one decision; nil for no limit.
    package var maximumStartsPerDecision: Int?

    /// A policy with the defaults of the local fleet.
    package init(
        interval: Duration = .seconds(1),
        startTime: Duration = .zero,
        idleTimeout: Duration = .seconds(5),
        jobsPerTask: Int = 1,
        maximumStartsPerDecision: Int? = nil
    ) {
        self.interval = interval
        self.startTime = startTime
        self.idleTimeout = idleTimeout
        self.jobsPerTask = jobsPerTask
        self.maximumStartsPerDecision = maximumStartsPerDecision
    }
}
