/// The attempts of one call.
package struct RetryAttempts: Sendable, Hashable {
    /// The number of the attempt under way, from 1.
    package private(set) var current = 1
    private let maximum: Int
    private var lastCost: Int?

    /// A call that is tried `maximum` times at most.
    package init(maximum: Int) {
        self.maximum = maximum
    }

    /// Goes on to the next attempt after a failure.
    ///
    /// - Parameters:
    ///   - failure: How the attempt under way failed.
    ///   - retryAfter: What the service asked for.
    ///   - quota: What all retries of the client may cost.
    ///   - generator: Where the jitter comes from.
    /// - Returns: The wait before the next attempt; nil when there shall be none.
    package mutating func next(
        after failure: RetryDecision.Failure,
        retryAfter: Duration?,
        quota: inout RetryQuota,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard current < maximum, RetryDecision.isWorthwhile(failure),
            let cost = quota.take(isTimeout: failure == .connection(isTimeout: true))
        else { return nil }
        lastCost = cost
        defer { current += 1 }
        return RetryDecision.wait(after: current, retryAfter: retryAfter, using: &generator)
    }

    /// Says that the attempt under way succeeded: gives back what it cost, or 1 for a call that needed no retry.
    package func succeed(_ quota: inout RetryQuota) {
        quota.giveBack(lastCost ?? 1)
    }
}
