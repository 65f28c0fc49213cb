package import SluiceModel

/// When a failed attempt is followed by another, and how much later.
package struct RetryRules: Sendable, Hashable {
    /// Attempts after the first.
    package var retries: Int
    /// Attempts after the first that ran out of memory.
    package var outOfMemoryRetries: Int
    /// The wait after the first failure; it doubles with each.
    package var initialBackoff: Duration
    package var maximumBackoff: Duration

    /// Rules with the manifest's defaults.
    package init(
        retries: Int = 3,
        outOfMemoryRetries: Int = 1,
        initialBackoff: Duration = .seconds(2),
        maximumBackoff: Duration = .seconds(300)
    ) {
        self.retries = retries
        self.outOfMemoryRetries = outOfMemoryRetries
        self.initialBackoff = initialBackoff
        self.maximumBackoff = maximumBackoff
    }

    /// What follows a failed attempt.
    package enum Verdict: Sendable, Hashable {
        /// Another attempt, no sooner than this.
        case retry(after: Duration)
        /// No more.
        case giveUp
    }

    /// Decides after a failure.
    ///
    /// - Parameters:
    ///   - cause: What ended the attempt.
    ///   - failures: The causes of every counted attempt so far, this one included.
    ///   - generator: Where the jitter comes from.
    /// - Returns: Another attempt and when, or none.
    package func verdict(
        after cause: JobFailure.Cause,
        failures: [JobFailure.Cause],
        using generator: inout some RandomNumberGenerator
    ) -> Verdict {
        guard cause != .rejected, cause != .message, failures.count <= retries else { return .giveUp }
        if cause == .outOfMemory, failures.count(where: { $0 == .outOfMemory }) > outOfMemoryRetries { return .giveUp }
        return .retry(after: backoff(attempt: failures.count, using: &generator))
    }

    /// The wait after the `attempt`th failure: between half and all of `initial × 2^(attempt − 1)`, at most the maximum.
    package func backoff(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let doublings = max(0, min(attempt - 1, 30))
        let full = min(maximumBackoff, initialBackoff * (1 << doublings))
        return .nanoseconds(
            Int64.random(in: full.nanoseconds / 2...max(full.nanoseconds / 2, full.nanoseconds), using: &generator)
        )
    }
}
