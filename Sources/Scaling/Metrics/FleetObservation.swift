/// What a scaling decision knows: the queue and the fleet at one moment.
package struct FleetObservation: Sendable, Hashable, Codable {
    /// The queue's counts; nil when they could not be read, which is not the same as an empty queue.
    package var queue: Backlog?
    package var tasks: TaskCounts
    /// What one job takes, measured or declared; nil when unknown.
    package var jobDuration: Duration?
    /// Whether a deployment replaces tasks at this moment.
    package var isDeploying: Bool

    /// An observation.
    package init(queue: Backlog?, tasks: TaskCounts, jobDuration: Duration?, isDeploying: Bool = false) {
        self.queue = queue
        self.tasks = tasks
        self.jobDuration = jobDuration
        self.isDeploying = isDeploying
    }

    /// The work in the queue, in the terms of SQS.
    package struct Backlog: Sendable, Hashable, Codable {
        package var visible: Int
        package var inFlight: Int

        /// Counts of one moment.
        package init(visible: Int, inFlight: Int) {
            self.visible = visible
            self.inFlight = inFlight
        }
    }
}

/// Counts of tasks, in the terms of ECS.
package struct TaskCounts: Sendable, Hashable, Codable {
    /// How many there should be.
    package var desired: Int
    /// Started, not working yet.
    package var pending: Int
    /// Working or ready to work.
    package var running: Int

    /// Counts of one moment.
    package init(desired: Int = 0, pending: Int = 0, running: Int = 0) {
        self.desired = desired
        self.pending = pending
        self.running = running
    }
}
