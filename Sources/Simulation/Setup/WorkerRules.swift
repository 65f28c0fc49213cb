import SluiceModel

/// What runs in a task, and what it does when it is asked to stop or a job fails.
package struct WorkerRules: Sendable, Hashable, Codable {
    /// What SIGTERM does to a task at work.
    package enum Shutdown: String, Sendable, Hashable, Codable, CaseIterable {
        /// It finishes if `stopTimeout` allows, otherwise gives the message back at once: Sluice's worker.
        case giveBack
        /// It works on until SIGKILL; the message comes back when its visibility timeout ends.
        case workOn
        /// It ends at once, as a process without a handler does; the message comes back when its visibility timeout ends.
        case dies
    }

    /// Whether it renews the visibility timeout, every third of it, while a job runs.
    package var sendsHeartbeats: Bool
    /// Whether a task at work is protected from scale-in and deployments.
    package var isProtected: Bool
    package var shutdown: Shutdown
    /// Whether a job is a process of its own, so that running out of memory does not end the task.
    package var isSupervisor: Bool
    /// Whether failed attempts are counted and retried with backoff; otherwise the message comes back after its visibility
    /// timeout until the queue gives up on it.
    package var countsAttempts: Bool
    /// Attempts after the first.
    package var retries = 3
    /// Attempts after the first that ran out of memory.
    package var outOfMemoryRetries = 1
    /// The wait after the first failed attempt; it doubles with each, up to `maximumBackoff`.
    package var initialBackoff: Duration = .seconds(2)
    package var maximumBackoff: Duration = .seconds(300)
    /// How long one attempt may take; nil for ever.
    package var timeout: Duration?
    /// What each attempt takes beside the job itself: receiving, fetching the input, storing results.
    package var overhead: Duration = .zero
    /// The time between SIGTERM and SIGKILL.
    package var stopTimeout: Duration = .seconds(30)

    /// Sluice's worker.
    package static let sluice = WorkerRules(
        sendsHeartbeats: true,
        isProtected: true,
        shutdown: .giveBack,
        isSupervisor: true,
        countsAttempts: true
    )

    /// A plain consumer: receive, compute, delete; nothing else.
    package static let plain = WorkerRules(
        sendsHeartbeats: false,
        isProtected: false,
        shutdown: .dies,
        isSupervisor: false,
        countsAttempts: false
    )

    /// The wait before attempt number `attempt + 1`.
    func backoff(after attempt: Int) -> Duration {
        min(maximumBackoff, initialBackoff * (1 << min(20, max(0, attempt - 1))))
    }
}
