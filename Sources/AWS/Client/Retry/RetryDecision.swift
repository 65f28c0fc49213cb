package import SluiceWire

/// Whether and when a failed call is tried again: AWS's standard mode.
package enum RetryDecision {
    /// How a call failed in a way that may pass.
    package enum Failure: Sendable, Hashable {
        /// No answer came.
        case connection(isTimeout: Bool)
        /// The service answered with an error.
        case service(AWSServiceError)

        /// The failure in `error`; nil for one of ours, which will not pass.
        init?(_ error: any Error) {
            switch error {
            case TransportError.timedOut: self = .connection(isTimeout: true)
            case TransportError.failed: self = .connection(isTimeout: false)
            case let error as AWSServiceError: self = .service(error)
            default: return nil
            }
        }
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
    ///
    /// A service that says when to come back is obeyed, but for at most 5 s longer than the computed wait.
    package static func wait(
        after attempt: Int,
        retryAfter: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let limit = min(20.0, Double(1 << min(attempt - 1, 10)))
        let computed = Duration.nanoseconds(Int64(Double.random(in: 0..<1, using: &generator) * limit * 1e9))
        guard let retryAfter else { return computed }
        return min(computed + .seconds(5), max(computed, retryAfter))
    }

    /// What the headers `x-amz-retry-after` (milliseconds) and `retry-after` (seconds) ask for.
    static func retryAfter(_ response: TransportResponse) -> Duration? {
        if let milliseconds = response.header("x-amz-retry-after").flatMap(Int.init) {
            return .milliseconds(milliseconds)
        }
        return response.header("retry-after").flatMap(Int.init).map { .seconds($0) }
    }

    private static let transient: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete", "IDPCommunicationError",
    ]

    private static let throttling: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "EC2ThrottledException",
    ]
}
