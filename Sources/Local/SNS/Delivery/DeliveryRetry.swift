/// When a delivery that failed is tried again.
///
/// AWS tries an endpoint three times more, 20 s apart (Amazon SNS, "Message delivery retries"). Here the first attempts
/// follow at once, because what is being tried out on this machine is often started a moment later.
enum DeliveryRetry {
    private static let waits: [Duration] = [1, 2, 4, 8, 16, 32, 60].map { .seconds($0) }

    /// How often a delivery is tried altogether.
    static var attempts: Int { waits.count + 1 }

    /// The wait after the `attempt`th attempt; nil when it was the last.
    static func wait(afterAttempt attempt: Int) -> Duration? {
        waits.indices.contains(attempt - 1) ? waits[attempt - 1] : nil
    }
}
