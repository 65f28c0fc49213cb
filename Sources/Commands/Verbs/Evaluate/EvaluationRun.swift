import SluiceEvaluation
import SluiceLocal
import SluiceModel

/// The measured part of an evaluation: sends the load, follows every job, waits for the fleet to come to rest.
struct EvaluationRun {
    let target: any EvaluationTarget
    let ledger: JobLedger
    let inputs: [ObjectLocation?]
    let parameters: [String: JSONValue]
    let concurrency: Int
    /// How long the fleet may take to come back to its least size after the last job.
    let rest: Duration
    /// When it is all given up.
    let limit: Duration
    let clock: any TimeSource

    /// What came of it.
    struct End {
        let begin: Timestamp
        let end: Timestamp
        /// Why it ended before all jobs had; nil when they have.
        let interruption: String?
    }

    private static let interval = Duration.seconds(1)

    /// Runs to the end, or until the task is cancelled; nothing that was measured is lost then.
    func run() async -> End {
        let begin = clock.now
        var interruption: String?
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await driver.run(ledger, concurrency: concurrency)
                    return false
                }
                group.addTask { try await follow(since: begin) }
                for try await isAll in group where isAll { break }
                group.cancelAll()
            }
            try await untilRest()
        } catch is CancellationError {
            interruption = "interrupted"
        } catch {
            interruption = "\(error)"
        }
        Terminal.endProgress()
        return End(begin: begin, end: clock.now, interruption: interruption)
    }

    /// Asks once more for jobs whose ends were not seen, as after an interruption.
    func lookOnceMore() async { _ = await watch.look(ledger) }

    private var watch: JobWatch {
        let intake = target.jobs.intake
        return JobWatch { try await intake.status($0) }
    }

    private var driver: LoadDriver {
        let (intake, inputs, parameters) = (target.jobs.intake, inputs, parameters)
        return LoadDriver(
            clock: clock,
            isFinal: { ($0 as? IntakeRefusal)?.isFinal ?? false },
            submit: { key, index in
                try await intake.submit(
                    input: inputs[index % inputs.count],
                    parameters: parameters,
                    idempotencyKey: key.text
                )
            }
        )
    }

    /// Looks at the jobs every second until all have ended.
    /// - Throws: `CancellationError`, or `CommandFailure` when the time is up.
    private func follow(since begin: Timestamp) async throws -> Bool {
        while true {
            let unanswered = await watch.look(ledger)
            let counts = ledger.counts
            if counts.ended == counts.planned { return true }
            await show(counts, unanswered: unanswered, since: begin)
            try Task.checkCancellation()
            guard begin.duration(to: clock.now) < limit else {
                throw CommandFailure("not all jobs had ended after \(limit.text), the scenario's limit")
            }
            try await clock.sleep(until: clock.now.advanced(by: Self.interval), tolerance: nil)
        }
    }

    private func show(_ jobs: JobLedger.Counts, unanswered: Int, since begin: Timestamp) async {
        let fleet = await target.counts()
        var line = "\(Int(begin.duration(to: clock.now).inSeconds)) s  submitted \(jobs.accepted)/\(jobs.planned)"
        line += "  ended \(jobs.ended)" + (jobs.failed > 0 ? " (\(jobs.failed) failed)" : "")
        if let fleet {
            line += "  waiting \(fleet.visible)  in flight \(fleet.inFlight)  tasks \(fleet.running)"
            if fleet.pending > 0 { line += " (+\(fleet.pending))" }
            line += " of \(fleet.desired)"
        }
        if unanswered > 0 { line += "  \(unanswered) questions without answer" }
        Terminal.progress(line)
    }

    /// Returns when the fleet is at its least size, or has had `rest` for it.
    private func untilRest() async throws {
        let drained = clock.now
        while drained.duration(to: clock.now) < rest {
            guard let fleet = await target.counts() else { return }
            if fleet.running + fleet.pending <= fleet.minimum { return }
            Terminal.progress("all jobs have ended; \(fleet.running) tasks on their way to \(fleet.minimum)")
            try await clock.sleep(until: clock.now.advanced(by: Self.interval), tolerance: nil)
        }
    }
}
