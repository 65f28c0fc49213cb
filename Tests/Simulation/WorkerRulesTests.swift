import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// What stops do to busy tasks and to the messages of their jobs.
@Suite("Workers that are stopped or fail")
struct WorkerRulesTests {
    private static let second: Int64 = 1_000_000_000

    /// One busy task that a step policy takes away: alarms see the empty queue's first sample at 1:05.
    ///
    /// The job begins at 10 s and takes 100 s; the visibility timeout is 90 s, so the message returns at 100 s.
    private func scaledIn(_ worker: WorkerRules, job: Duration = .seconds(100)) -> SimulationSetup {
        var setup = SimulationSetup(
            load: [.burst(count: 1, at: .seconds(10))],
            service: .fixed(job),
            policies: [.steps(StepPolicy(steps: [.init(upper: 0, change: -1), .init(lower: 1, change: 1)]))],
            limits: CapacityLimits(minimum: 0, maximum: 1),
            initialTasks: 1
        )
        setup.startsExactly()
        setup.worker = worker
        setup.queue.visibility = .seconds(90)
        return setup
    }

    /// When the job's message was visible after the stop.
    private func firstVisible(_ timeline: Timeline) -> Timestamp? {
        let series = timeline.series
        return zip(series.at, series.visible).first { $0.0.seconds >= 65 && $0.1 == 1 }?.0
    }

    @Test("a plain worker dies at work, and its message is back only after the visibility timeout")
    func plainScaleIn() {
        var setup = scaledIn(.plain)
        setup.limit = .seconds(120)
        let result = SimulationResult(setup)
        #expect(result.tasks[0].stopped == 65 * Self.second)
        #expect(result.summary.killed == 1)
        #expect(result.summary.givenBack == 0)
        #expect(result.summary.repeatedWork == 55)
        #expect(firstVisible(result.timeline) == Timestamp(seconds: 100))
        let text = "task 0 was killed at work after 55 s; the message is back in 35 s"
        #expect(result.record.events.map(\.text) == [text])
    }

    @Test("a worker that works on is killed after the stop timeout, unless it is through by then")
    func worksOn() {
        var worker = WorkerRules.plain
        worker.shutdown = .workOn
        let killed = SimulationResult(scaledIn(worker))
        #expect(killed.tasks[0].stopping == 65 * Self.second)
        #expect(killed.tasks[0].stopped == 95 * Self.second)
        let finished = SimulationResult(scaledIn(worker, job: .seconds(80)))
        #expect(finished.tasks[0].stopping == 65 * Self.second)
        #expect(finished.tasks[0].stopped == 90 * Self.second)
        #expect(finished.summary.killed == 0)
        #expect(finished.summary.succeeded == 1)
    }

    @Test("Sluice's worker without protection gives the message back at once")
    func givesBack() {
        var worker = WorkerRules.sluice
        worker.isProtected = false
        var setup = scaledIn(worker)
        setup.limit = .seconds(120)
        let result = SimulationResult(setup)
        #expect(result.tasks[0].stopped == 65 * Self.second)
        #expect(result.summary.givenBack == 1)
        #expect(result.summary.killed == 0)
        #expect(firstVisible(result.timeline) == Timestamp(seconds: 65))
    }

    @Test("with heartbeats the message of a killed task is back a visibility timeout after the last of them")
    func lastHeartbeat() {
        var worker = WorkerRules.sluice
        worker.isProtected = false
        worker.shutdown = .workOn
        var setup = scaledIn(worker)
        setup.limit = .seconds(170)
        let result = SimulationResult(setup)
        // Received at 10 s, renewed at 40 and 70 s, killed at 95 s.
        #expect(result.tasks[0].stopped == 95 * Self.second)
        #expect(firstVisible(result.timeline) == Timestamp(seconds: 160))
    }

    @Test("a protected task at work stays, and goes when it is through")
    func protection() {
        let result = SimulationResult(scaledIn(.sluice))
        #expect(result.summary.givenBack == 0)
        #expect(result.summary.killed == 0)
        #expect(result.tasks.count == 1)
        #expect(result.jobs.finished == [110 * Self.second])
        #expect(result.tasks[0].stopped == 110 * Self.second)
        #expect(result.timeline.series.desired.contains(0))
    }

    @Test("a task with less left to do than the stop timeout finishes its job")
    func finishesInTime() {
        var worker = WorkerRules.sluice
        worker.isProtected = false
        let result = SimulationResult(scaledIn(worker, job: .seconds(85)))
        #expect(result.summary.givenBack == 0)
        #expect(result.jobs.finished == [95 * Self.second])
        #expect(result.tasks[0].stopping == 65 * Self.second)
        #expect(result.tasks[0].stopped == 95 * Self.second)
    }

    @Test("a job without enough memory ends one plain task after another until the queue gives up on it")
    func outOfMemoryLoop() {
        var setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 1, at: .zero)],
            service: .fixed(.seconds(30)),
            worker: .plain
        )
        setup.startsExactly()
        setup.faults.outOfMemoryShare = 1
        setup.queue.maximumReceives = 5
        let result = SimulationResult(setup)
        #expect(result.summary.failed == 1)
        #expect(result.jobs.attempts == [5])
        #expect(result.tasks.count { $0.end == .outOfMemory } == 5)
        // Each attempt begins when the visibility timeout of 60 s has passed; the sixth receive is none.
        #expect(result.jobs.finished == [300 * Self.second])
        #expect(result.tasks.count == 7)
    }

    @Test("without a redrive limit that job goes round until its message expires")
    func outOfMemoryForEver() {
        var setup = SimulationSetup.fixed(
            1,
            load: [.burst(count: 1, at: .zero)],
            service: .fixed(.seconds(30)),
            worker: .plain
        )
        setup.startsExactly()
        setup.faults.outOfMemoryShare = 1
        setup.queue.retention = .seconds(3600)
        let result = SimulationResult(setup)
        #expect(result.summary.failed == 1)
        #expect(result.jobs.attempts == [61])
        #expect(result.jobs.finished == [3660 * Self.second])
    }

    @Test("Sluice's worker counts attempts: two for a job without enough memory, four for one that fails")
    func retries() {
        var setup = SimulationSetup.fixed(1, load: [.burst(count: 1, at: .zero)], service: .fixed(.seconds(30)))
        setup.faults.outOfMemoryShare = 1
        let memory = SimulationResult(setup)
        #expect(memory.jobs.attempts == [2])
        #expect(memory.summary.failed == 1)
        #expect(memory.tasks.count == 1)
        setup.faults.outOfMemoryShare = 0
        setup.worker.timeout = .seconds(10)
        let failing = SimulationResult(setup)
        #expect(failing.jobs.attempts == [4])
        // Four attempts of 10 s with 2, 4 and 8 s between them.
        #expect(failing.jobs.finished == [54 * Self.second])
        #expect(failing.summary.repeatedWork == 40)
    }

    @Test("a job that outlasts the visibility timeout of a plain worker runs twice")
    func duplicates() {
        let setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 1, at: .zero), .burst(count: 1, at: .seconds(200))],
            service: .fixed(.seconds(100)),
            worker: .plain
        )
        let result = SimulationResult(setup)
        #expect(result.summary.succeeded == 2)
        #expect(result.summary.duplicates == 1)
        #expect(result.jobs.attempts[0] == 2)
        #expect(result.jobs.finished[0] == 100 * Self.second)
    }

    @Test("what a run cuts off counts as work, not as idleness")
    func workUnderWay() {
        var setup = SimulationSetup.fixed(1, load: [.burst(count: 1, at: .zero)], service: .fixed(.seconds(1000)))
        setup.limit = .seconds(600)
        let result = SimulationResult(setup)
        #expect(result.summary.unfinished == 1)
        #expect(result.summary.length == 600)
        #expect(result.summary.idleShare == 0)
    }
}
