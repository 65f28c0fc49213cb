/// What retries may cost in all, so that a service in trouble is not flooded with them.
///
/// Numbers of botocore's standard mode: 500 to begin with, 5 for a retry, 10 after a timeout.
package struct RetryQuota: Sendable, Hashable {
    /// What is left.
    package private(set) var available: Int
    private let capacity: Int

    /// A full quota.
    package init(capacity: Int = 500) {
        self.capacity = capacity
        available = capacity
    }

    /// Takes what a retry costs; nil when there is not enough left.
    package mutating func take(isTimeout: Bool) -> Int? {
        let cost = isTimeout ? 10 : 5
        guard available >= cost else { return nil }
        available -= cost
        return cost
    }

    /// Gives something back, never more than there was to begin with.
    package mutating func giveBack(_ amount: Int) {
        available = min(capacity, available + amount)
    }
}
