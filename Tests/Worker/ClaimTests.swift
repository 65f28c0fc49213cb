import SluiceModel
import SluiceWorker
import Testing

@Suite("What a delivery leads to")
struct ClaimTests {
    private let now = Timestamp(seconds: 1_000_000)
    private let request: JobRequest

    init() throws {
        request = JobRequest(id: try #require(JobID("job")), input: nil)
    }

    private func claim(_ stored: JobStatus?, retries: Int = 1) -> Claim {
        var generator = SeededGenerator(seed: 1)
        return Claim(
            request: request,
            stored: stored,
            messageID: "m2",
            task: "t2",
            at: now,
            lease: LeaseRules(visibility: .seconds(60)),
            retry: RetryRules(retries: retries),
            using: &generator
        )
    }

    private func stored(lease: Timestamp?, history: [JobAttempt] = []) -> JobStatus {
        JobStatus(
            request: request,
            attempt: 1,
            startedAt: now.advanced(by: .seconds(-100)),
            task: "t1",
            messageID: "m1",
            leaseUntil: lease ?? now,
            history: history
        ).with(lease: lease)
    }

    @Test("a new job starts its first attempt, held for the visibility timeout")
    func first() throws {
        guard case .start(let status) = claim(nil) else {
            Issue.record("not started")
            return
        }
        #expect(status.attempt == 1)
        #expect(status.task == "t2")
        #expect(status.leaseUntil == now.advanced(by: .seconds(60)))
    }

    @Test("a finished job is not run again", arguments: [JobStatus.State.succeeded, .failed, .cancelled])
    func over(state: JobStatus.State) {
        var status = stored(lease: nil)
        status.status = state
        #expect(claim(status) == .alreadyOver)
    }

    @Test("a job in another task's hands is left alone until the hold ends")
    func held() {
        let until = now.advanced(by: .nanoseconds(1))
        #expect(claim(stored(lease: until)) == .held(until: until))
    }

    @Test("a job whose task vanished counts the lost attempt and starts the next")
    func lost() {
        guard case .start(let status) = claim(stored(lease: now)) else {
            Issue.record("not started")
            return
        }
        #expect(status.attempt == 2)
        #expect(status.history.map(\.error?.cause) == [.lost])
    }

    @Test("a job that took every attempt's task with it has failed")
    func exhausted() {
        guard case .exhausted(let status) = claim(stored(lease: now), retries: 0) else {
            Issue.record("not exhausted")
            return
        }
        #expect(status.history.last?.error?.cause == .lost)
    }

    @Test("a job that was given back starts the same attempt again")
    func givenBack() {
        let attempt = JobAttempt(
            attempt: 1,
            task: "t1",
            startedAt: now,
            finishedAt: now,
            error: nil,
            givenBack: true,
            usage: nil
        )
        guard case .start(let status) = claim(stored(lease: nil, history: [attempt])) else {
            Issue.record("not started")
            return
        }
        #expect(status.attempt == 1)
    }
}

extension JobStatus {
    fileprivate func with(lease: Timestamp?) -> JobStatus {
        var copy = self
        copy.leaseUntil = lease
        return copy
    }
}
