import SluiceModel
import Synchronization
import Testing

@testable import SluiceEvaluation

/// An intake that loses every third answer, after it has taken the job.
private final class LossyIntake: Sendable {
    struct Lost: Error {}
    struct Wrong: Error {}

    struct State {
        var jobs: [JobID: Int] = [:]
        var requests = 0
        var questions = 0
        var under = 0
        var most = 0
    }

    let state = Mutex(State())

    func submit(_ id: JobID) throws -> JobID {
        try state.withLock { state in
            state.requests += 1
            state.jobs[id, default: 0] += 1
            if state.requests.isMultiple(of: 3) { throw Lost() }
        }
        return id
    }
}

@Suite("Load")
struct LoadTests {
    /// A clock on which sleeping takes no time.
    private struct Jumping: TimeSource {
        typealias Duration = Swift.Duration
        let time = Box()
        final class Box: Sendable { let now = Mutex(Timestamp(seconds: 1_000_000)) }
        var now: Timestamp { time.now.withLock { $0 } }
        var minimumResolution: Swift.Duration { .nanoseconds(1) }
        func sleep(until deadline: Timestamp, tolerance: Swift.Duration?) async throws {
            try Task.checkCancellation()
            time.now.withLock { $0 = max($0, deadline) }
        }
    }

    @Test("lost answers are asked again under the same id, and every job is accepted once")
    func lostAnswers() async throws {
        let intake = LossyIntake()
        let ledger = JobLedger(times: (0..<100).map { .milliseconds(10 * $0) }, prefix: "e")
        let driver = LoadDriver(clock: Jumping(), isFinal: { _ in false }) { id, _ in try intake.submit(id) }
        try await driver.run(ledger, concurrency: 7)
        let seen = intake.state.withLock { $0 }
        #expect(seen.jobs.count == 100)
        #expect(ledger.counts.accepted == 100)
        #expect(ledger.counts.repeated == seen.requests - 100 && ledger.counts.repeated > 40)
        #expect(ledger.entries.map(\.requests).reduce(0, +) == seen.requests)
    }

    @Test("an answer that would come again ends the load; a dead intake ends it after two minutes")
    func final() async throws {
        let ledger = JobLedger(times: [.zero], prefix: "e")
        let wrong = LoadDriver(clock: Jumping(), isFinal: { $0 is LossyIntake.Wrong }) { _, _ in
            throw LossyIntake.Wrong()
        }
        await #expect(throws: LossyIntake.Wrong.self) { try await wrong.run(ledger, concurrency: 1) }
        #expect(ledger.counts.accepted == 0 && ledger.counts.repeated == 0)
        let other = JobLedger(times: [.zero], prefix: "e")
        let clock = Jumping()
        let dead = LoadDriver(clock: clock, isFinal: { _ in false }) { _, _ in throw LossyIntake.Lost() }
        await #expect(throws: LossyIntake.Lost.self) { try await dead.run(other, concurrency: 1) }
        #expect(clock.now >= Timestamp(seconds: 1_000_120) && clock.now < Timestamp(seconds: 1_000_130))
    }

    @Test("requests go out at their times, and what is late is noted")
    func times() async throws {
        let clock = Jumping()
        let ledger = JobLedger(times: [.zero, .seconds(1), .seconds(1), .seconds(5)], prefix: "e")
        let driver = LoadDriver(clock: clock, isFinal: { _ in false }) { key, index in
            if index == 1 { try await clock.sleep(until: clock.now.advanced(by: .seconds(2)), tolerance: nil) }
            return key
        }
        try await driver.run(ledger, concurrency: 1)
        let begin = Timestamp(seconds: 1_000_000)
        #expect(
            ledger.entries.map { begin.duration(to: $0.sentAt ?? .epoch) } == [
                .zero, .seconds(1), .seconds(3), .seconds(5),
            ]
        )
        #expect(ledger.counts.lag == .seconds(2))
    }

    @Test("10,000 jobs that have ended take about 10,000 questions; jobs that wait take few")
    func questions() async {
        let ledger = JobLedger(times: [Duration](repeating: .zero, count: 10_000), prefix: "e")
        for index in 0..<10_000 {
            ledger.sending(index, at: .epoch)
            ledger.accepted(index, as: ledger.entry(index).key, at: .epoch)
        }
        let asked = Mutex((count: 0, ended: 0))
        let watch = JobWatch { id in
            let place = Int(id.text.dropFirst(2)) ?? 0
            let hasEnded = asked.withLock { state in
                state.count += 1
                return place < state.ended
            }
            return hasEnded ? LoadTests.status(id, .succeeded) : nil
        }
        #expect(await watch.look(ledger) == 0)
        #expect(asked.withLock { $0.count } == 64)
        asked.withLock { $0 = (0, 9_990) }
        #expect(await watch.look(ledger) == 0)
        #expect(ledger.counts.ended == 9_990)
        #expect(asked.withLock { $0.count } <= 9_990 + 64 + 10)
        asked.withLock { $0 = (0, 10_000) }
        _ = await watch.look(ledger)
        #expect(ledger.counts.ended == 10_000 && ledger.unended(most: 1).isEmpty)
    }

    @Test("questions without answer are counted and asked again")
    func unanswered() async {
        let ledger = JobLedger(times: [.zero, .zero], prefix: "e")
        for index in 0..<2 { ledger.accepted(index, as: ledger.entry(index).key, at: .epoch) }
        let isBroken = Mutex(true)
        let watch = JobWatch { id in
            if isBroken.withLock({ $0 }) { throw LossyIntake.Lost() }
            return LoadTests.status(id, id.text == "e-0" ? .succeeded : .failed)
        }
        #expect(await watch.look(ledger) == 2)
        isBroken.withLock { $0 = false }
        #expect(await watch.look(ledger) == 0)
        #expect(ledger.counts.ended == 2 && ledger.counts.failed == 1)
    }

    static func status(_ id: JobID, _ state: JobStatus.State) -> JobStatus {
        var status = JobStatus(
            request: JobRequest(id: id, input: nil, parameters: [:], submittedAt: Timestamp(seconds: 10)),
            attempt: 1,
            startedAt: Timestamp(seconds: 12),
            task: "t1",
            messageID: "m",
            leaseUntil: Timestamp(seconds: 60),
            history: []
        )
        status.status = state
        status.finishedAt = Timestamp(seconds: 15)
        return status
    }
}

@Suite("The tables of an evaluation")
struct CSVTextTests {
    @Test("a job has a row with its times since the begin; what is not known is empty")
    func jobs() {
        let ledger = JobLedger(times: [.zero, .milliseconds(1500)], prefix: "e")
        ledger.sending(0, at: Timestamp(seconds: 9))
        ledger.accepted(0, as: ledger.entry(0).key, at: Timestamp(milliseconds: 9250))
        ledger.saw(LoadTests.status(ledger.entry(0).id, .failed), of: 0)
        let rows = CSVText.jobs(ledger.entries, begin: Timestamp(seconds: 9)).split(separator: "\n")
        #expect(rows[0].hasPrefix("id,planned,sent,accepted,submitted,started,finished,wait,run,total,outcome"))
        #expect(rows[1] == "e-0,0.000,0.000,0.250,1.000,3.000,6.000,2.000,3.000,5.000,failed,1,t1,1,")
        #expect(rows[2] == "e-1,1.500,,,,,,,,,not submitted,0,,0,")
    }
}
