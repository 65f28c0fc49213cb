package import SluiceModel

/// Whether a job may finish after the platform has asked its worker to stop.
package struct DrainRules: Sendable, Hashable {
    /// How long the platform waits before it kills.
    package var stopTimeout: Duration
    /// How long a job usually takes; nil when unknown.
    package var duration: Duration?

    /// Rules for one worker.
    package init(stopTimeout: Duration, duration: Duration?) {
        self.stopTimeout = stopTimeout
        self.duration = duration
    }

    /// What is kept back for ending the job, giving the message back and going: a fifth, at most 10 s.
    package var margin: Duration { min(.seconds(10), stopTimeout / 5) }

    /// How long a job that began at `startedAt` may go on after a request to stop at `now`; nil when it is pointless to wait.
    ///
    /// A job that has run longer than usual may end any moment, so it gets all the time there is.
    package func patience(startedAt: Timestamp, at now: Timestamp) -> Duration? {
        let available = stopTimeout - margin
        guard let duration else { return available }
        let left = now.duration(to: startedAt.advanced(by: duration))
        return left <= available ? available : nil
    }
}
