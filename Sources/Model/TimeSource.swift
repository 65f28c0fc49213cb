/// Where a shell gets the time from: a clock whose instants are `Timestamp`s.
///
/// Pure code takes `at now: Timestamp` instead and never holds one of these.
package protocol TimeSource: Clock, Sendable where Instant == Timestamp {}

/// The system's wall clock; the only place below the shells that reads it.
package struct WallClock: TimeSource {
    package typealias Duration = Swift.Duration

    /// The system's wall clock.
    package init() {}

    /// The current time.
    package var now: Timestamp { SystemTime.now() }

    /// One nanosecond; the system's own resolution may be coarser.
    package var minimumResolution: Duration { .nanoseconds(1) }

    /// Sleeps on the monotonic clock, so a change of the wall clock does not stretch the wait.
    /// - Throws: `CancellationError` when the task is cancelled.
    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        let wait = now.duration(to: deadline)
        if wait > .zero { try await Task.sleep(for: wait, tolerance: tolerance, clock: .continuous) }
    }
}
