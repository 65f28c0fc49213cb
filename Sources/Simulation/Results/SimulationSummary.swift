/// A run in numbers; times in seconds, money in US dollars.
package struct SimulationSummary: Sendable, Hashable, Codable {
    package let submitted: Int
    package let succeeded: Int
    package let failed: Int
    package let unfinished: Int
    /// From submission to the first attempt, of the jobs that began.
    package let wait: Percentiles
    /// From submission to the end, of the jobs that succeeded.
    package let total: Percentiles
    /// From the first submission to the end of the last job; nil while some are unfinished.
    package let drainTime: Double?
    /// How long the run was looked at, the fleet's way back to rest included.
    package let length: Double
    package let peakTasks: Int
    package let peakVisible: Int
    package let tasksStarted: Int
    /// How often the desired count was changed.
    package let scalingChanges: Int
    /// From the first submission to the first task that was ready after it; nil when none had to start.
    package let firstNewTask: Double?
    /// The share of ready task time without a job, 0 to 1.
    package let idleShare: Double
    /// Attempts that a stop killed, and those whose message was given back at once.
    package let killed: Int
    package let givenBack: Int
    /// Attempts of jobs that another attempt finished.
    package let duplicates: Int
    /// Task time spent on attempts without a result.
    package let repeatedWork: Double
    /// Hours of tasks that are paid for.
    package let taskHours: Double
    package let cost: Double
    package let costPer1000: Double
    package let lambda: LambdaComparison
    package let quotas: [Quota]

    /// A limit that held something back.
    package struct Quota: Sendable, Hashable, Codable {
        package let name: String
        /// Seconds after the start.
        package let first: Double
        package let count: Int
        /// What it did, in words.
        package let effect: String
    }
}
