import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

/// Numbers and error codes are those of botocore's standard mode.
@Suite("Retries")
struct RetryTests {
    @Test(
        "what may pass is tried again, what will not is not",
        arguments: [
            (500, "InternalError", true), (502, "x", true), (503, "SlowDown", true), (504, "x", true),
            (501, "NotImplemented", false), (400, "RequestTimeout", true), (400, "PriorRequestNotComplete", true),
            (400, "IDPCommunicationError", true), (400, "ThrottlingException", true), (403, "RequestThrottled", true),
            (400, "ProvisionedThroughputExceededException", true), (429, "TooManyRequestsException", true),
            (400, "LimitExceededException", true), (400, "QueueDoesNotExist", false), (403, "AccessDenied", false),
            (404, "NoSuchKey", false), (412, "PreconditionFailed", false), (403, "OverLimit", false),
        ]
    )
    func decision(status: Int, code: String, expected: Bool) {
        #expect(RetryDecision.isWorthwhile(.service(AWSServiceError(code, "", status: status))) == expected)
    }

    @Test("a connection that broke is tried again", arguments: [true, false])
    func connection(isTimeout: Bool) {
        #expect(RetryDecision.isWorthwhile(.connection(isTimeout: isTimeout)))
    }

    @Test(
        "the wait is somewhere below 2^(n−1) s, and never above 20 s",
        arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 20), (7, 20), (100, 20)]
    )
    func jitter(attempt: Int, limit: Int) {
        var generator = SeededGenerator(seed: 3)
        let waits = (0..<1000).map { _ in
            RetryDecision.wait(after: attempt, retryAfter: nil, using: &generator).inSeconds
        }
        let mean = waits.reduce(0, +) / 1000
        #expect(waits.allSatisfy { (0..<Double(limit)).contains($0) })
        // Uniform: the mean of a thousand lies within 5 standard errors, limit / √12 / √1000 each.
        #expect(abs(mean - Double(limit) / 2) < 5 * Double(limit) / (12.0 * 1000).squareRoot())
    }

    @Test(
        "a service that says when to come back is obeyed, within 5 s of the computed wait",
        arguments: [(0, 0.0, 0.0), (3, 3.0, 3.0), (3600, 5.0, 6.0)]
    )
    func retryAfter(seconds: Int, atLeast: Double, atMost: Double) {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            var copy = generator
            let computed = RetryDecision.wait(after: 1, retryAfter: nil, using: &copy).inSeconds
            let wait = RetryDecision.wait(after: 1, retryAfter: .seconds(seconds), using: &generator).inSeconds
            #expect(wait >= max(computed, min(atLeast, computed + 5)))
            #expect(wait <= max(computed, atMost))
        }
    }

    @Test("500 units pay for 100 retries or 50 after timeouts", arguments: [(false, 100), (true, 50)])
    func quota(isTimeout: Bool, retries: Int) {
        var quota = RetryQuota()
        for _ in 0..<retries { #expect(quota.take(isTimeout: isTimeout) == (isTimeout ? 10 : 5)) }
        #expect(quota.take(isTimeout: isTimeout) == nil)
        quota.giveBack(5)
        #expect(quota.take(isTimeout: true) == nil)
        #expect(quota.take(isTimeout: false) == 5)
    }

    @Test("the quota never grows above what it was")
    func fullQuota() {
        var quota = RetryQuota(capacity: 10)
        quota.giveBack(1)
        #expect(quota.available == 10)
    }

    @Test("a retry that succeeds gives back what it cost, a call without one gives back 1")
    func givingBack() {
        var quota = RetryQuota()
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<4 { _ = quota.take(isTimeout: true) }
        #expect(quota.available == 460)
        RetryAttempts(maximum: 3).succeed(&quota)
        #expect(quota.available == 461)
        var attempts = RetryAttempts(maximum: 3)
        let first = attempts.next(
            after: .connection(isTimeout: true),
            retryAfter: nil,
            quota: &quota,
            using: &generator
        )
        #expect(first != nil)
        #expect(quota.available == 451)
        attempts.succeed(&quota)
        #expect(quota.available == 461)
    }

    @Test("a call is tried as often as it may be, and not once more", arguments: 1...5)
    func attempts(maximum: Int) {
        var quota = RetryQuota()
        var generator = SeededGenerator(seed: 6)
        var attempts = RetryAttempts(maximum: maximum)
        var count = 1
        while attempts.next(
            after: .connection(isTimeout: false),
            retryAfter: nil,
            quota: &quota,
            using: &generator
        ) != nil { count += 1 }
        #expect(count == maximum)
        #expect(attempts.current == maximum)
        #expect(quota.available == 500 - 5 * (maximum - 1))
    }
}
