import SluiceModel
import SluiceProcess
import SluiceWorker
import Testing

@Suite("Retries")
struct RetryRulesTests {
    private let rules = RetryRules(
        retries: 2,
        outOfMemoryRetries: 1,
        initialBackoff: .seconds(2),
        maximumBackoff: .seconds(10)
    )

    private func verdict(_ failures: [JobFailure.Cause]) -> RetryRules.Verdict {
        var generator = SeededGenerator(seed: 7)
        return rules.verdict(after: failures.last ?? .exitCode, failures: failures, using: &generator)
    }

    @Test(
        "giving up",
        arguments: [
            [.rejected], [.message], [.exitCode, .exitCode, .exitCode], [.outOfMemory, .outOfMemory],
            [.outOfMemory, .exitCode, .outOfMemory],
        ] as [[JobFailure.Cause]]
    )
    func givesUp(failures: [JobFailure.Cause]) {
        #expect(verdict(failures) == .giveUp)
    }

    @Test(
        "trying again",
        arguments: [
            [.exitCode], [.exitCode, .timeout], [.outOfMemory], [.outOfMemory, .signal], [.lost], [.input],
        ] as [[JobFailure.Cause]]
    )
    func retries(failures: [JobFailure.Cause]) {
        #expect(verdict(failures) != .giveUp)
    }

    @Test(
        "the wait doubles, has jitter of a half, and has a ceiling",
        arguments: [(1, 2), (2, 4), (3, 8), (4, 10), (40, 10)]
    )
    func backoff(attempt: Int, full: Int) {
        var generator = SeededGenerator(seed: UInt64(attempt))
        for _ in 0..<200 {
            let wait = rules.backoff(attempt: attempt, using: &generator)
            #expect(wait >= .seconds(full) / 2 && wait <= .seconds(full))
        }
    }
}

@Suite("Leases")
struct LeaseRulesTests {
    @Test("a renewal comes in time for two to fail", arguments: [(200, 60), (60, 20), (30, 10), (3, 1)])
    func beat(visibility: Int, interval: Int) {
        #expect(LeaseRules(visibility: .seconds(visibility)).beatInterval == .seconds(interval))
    }

    @Test("no renewal goes past twelve hours from the receive")
    func limit() {
        let lease = LeaseRules(visibility: .seconds(200))
        let receivedAt = Timestamp(seconds: 0)
        #expect(lease.renewal(receivedAt: receivedAt, at: Timestamp(seconds: 100)) == 200)
        #expect(lease.renewal(receivedAt: receivedAt, at: Timestamp(seconds: 43_100)) == 99)
        #expect(lease.renewal(receivedAt: receivedAt, at: Timestamp(seconds: 43_200)) == 0)
    }
}

@Suite("Draining")
struct DrainRulesTests {
    private let start = Timestamp(seconds: 0)

    @Test("a job that can end in time may go on until shortly before the kill")
    func canFinish() {
        let rules = DrainRules(stopTimeout: .seconds(120), duration: .seconds(30))
        #expect(rules.patience(startedAt: start, at: Timestamp(seconds: 10)) == .seconds(110))
    }

    @Test("a job that cannot end in time is given back at once")
    func cannotFinish() {
        let rules = DrainRules(stopTimeout: .seconds(30), duration: .seconds(600))
        #expect(rules.patience(startedAt: start, at: Timestamp(seconds: 10)) == nil)
        #expect(rules.patience(startedAt: start, at: Timestamp(seconds: 590)) == .seconds(24))
    }

    @Test("a job of unknown length gets the time there is")
    func unknown() {
        #expect(
            DrainRules(stopTimeout: .seconds(30), duration: nil).patience(startedAt: start, at: start) == .seconds(24)
        )
    }
}

@Suite("How a run ended")
struct AttemptEndTests {
    private func end(
        _ reason: ChildExit.Reason,
        _ intervention: AttemptEnd.Intervention? = nil,
        limit: Int64? = nil,
        peak: Int64 = 0
    ) -> AttemptEnd {
        let exit = ChildExit(reason: reason, cpuSeconds: 0, peakMemoryBytes: 0)
        return AttemptEnd(exit, intervention: intervention, memoryLimit: limit, peakMemory: peak)
    }

    private func cause(_ end: AttemptEnd) -> JobFailure.Cause? {
        if case .failed(let failure) = end { failure.cause } else { nil }
    }

    @Test("the codes of the contract")
    func codes() {
        #expect(end(.exited(0)) == .succeeded)
        #expect(cause(end(.exited(1))) == .exitCode)
        #expect(cause(end(.exited(3))) == .rejected)
        #expect(end(.exited(4)) == .givenBack(reason: "the job ended with code 4: not now"))
        #expect(cause(end(.signalled(11))) == .signal)
    }

    @Test("what we did ourselves has its own cause")
    func interventions() {
        #expect(cause(end(.signalled(15), .timeout(.seconds(5)))) == .timeout)
        #expect(cause(end(.signalled(9), .memory(limit: 1, held: 2))) == .outOfMemory)
        #expect(end(.signalled(15), .drain) == .givenBack(reason: "the task was stopped"))
    }

    @Test("a job that finished in spite of a signal has finished")
    func finishedAnyway() {
        #expect(end(.exited(0), .drain) == .succeeded)
    }

    @Test("a kill by the kernel with memory used up is out of memory, another is a signal")
    func kernelKill() {
        #expect(cause(end(.signalled(9), limit: 1000, peak: 950)) == .outOfMemory)
        #expect(cause(end(.signalled(9), limit: 1000, peak: 500)) == .signal)
    }
}
