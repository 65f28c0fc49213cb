package import SluiceWire

/// Whether and when a failed call is tried again: AWS's standard mode.
package enum RetryDecision {
    /// How a call failed.
    package enum Failure: Sendable {
        /// No answer came.
        case connection(isTimeout: Bool)
        /// The service answered with an error.
        case service(AWSServiceError)
    }

    /// Whether trying again can help.
    package static func isWorthwhile(_ failure: Failure) -> Bool {
        switch failure {
        case .connection: true
        case .service(let error):
            [500, 502, 503, 504].contains(error.status) || transient.contains(error.code)
                || throttling.contains(error.code)
        }
    }

    /// The wait before the attempt after `attempt` (from 1): full jitter up to 2^(attempt − 1) s, at most 20 s.
    package static func wait(
        after attempt: Int,
        retryAfter: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let limit = min(20.0, Double(1 << min(attempt - 1, 10)))
        let computed = Duration.nanoseconds(Int64(Double.random(in: 0..<1, using: &generator) * limit * 1e9))
        guard let retryAfter else { return computed }
        // Never less than we would wait, and not for ever because a server says so.
        return min(computed + .seconds(5), max(computed, retryAfter))
    }

    private static let transient: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete", "IDPCommunicationError",
    ]

    private static let throttling: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
        "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown", "EC2ThrottledException",
    ]
}
