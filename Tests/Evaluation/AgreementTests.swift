import SluiceModel
import SluiceScaling
import SluiceSimulation
import Testing

@testable import SluiceEvaluation

@Suite("A prediction and what was measured")
struct AgreementTests {
    private func scenario(_ policy: ScalingPolicy, burst: Int, service: ServiceTime, seed: UInt64) -> SimulationSetup {
        var setup = SimulationSetup(
            load: [.burst(count: burst, at: .zero), .poisson(rate: 0.5, for: .seconds(600))],
            service: service,
            policies: [policy],
            limits: CapacityLimits(minimum: 1, maximum: 12)
        )
        setup.worker.overhead = .milliseconds(40)
        setup.platform.startBase = .seconds(30)
        setup.platform.startSpread = 0.1
        setup.size.imageBytes = 0
        setup.rest = .seconds(300)
        setup.seed = seed
        return setup
    }

    @Test("a simulated run, taken for measured, counts as the simulator counts it")
    func counting() {
        let result = SimulationResult(
            scenario(.direct(DirectPolicy()), burst: 100, service: .exponential(mean: .seconds(8)), seed: 3)
        )
        let (own, measured) = (result.summary, SimulationSummary(measured: result.timeline, setup: result.setup))
        #expect(measured.submitted == own.submitted && measured.succeeded == own.succeeded)
        #expect(measured.wait == own.wait && measured.total == own.total)
        #expect(measured.drainTime == own.drainTime)
        #expect(measured.peakTasks == own.peakTasks)
        #expect(measured.tasksStarted == own.tasksStarted)
        #expect(abs(measured.taskHours - own.taskHours) < 1e-9)
        #expect(abs(measured.cost - own.cost) < own.cost * 0.005, "\(measured.cost) \(own.cost)")
        #expect(abs(measured.idleShare - own.idleShare) < 0.02)
    }

    @Test("tasks that were there before the load and stay count, and those that were gone by then do not")
    func standingTasks() {
        func at(_ seconds: Int) -> Timestamp { .epoch.advanced(by: .seconds(seconds)) }
        func task(_ id: String, ready: Int, stopped: Int?) -> Timeline.Task {
            var task = Timeline.Task(id: id, requested: at(ready - 1))
            task.ready = at(ready)
            task.stopped = stopped.map(at)
            return task
        }
        var run = Timeline(source: .init(kind: .measured, name: "still", title: "fixed"), start: .epoch)
        run.length = .seconds(60)
        run.tasks = [
            task("a", ready: -5, stopped: nil), task("b", ready: -5, stopped: nil), task("c", ready: -9, stopped: -2),
        ]
        #expect(run.mostReadyTasks == 2)
        run.tasks.append(task("d", ready: 20, stopped: 30))
        #expect(run.mostReadyTasks == 3)
    }

    @Test("parameters that are fitted to a run are those that made it")
    func fitting() throws {
        let made = scenario(.direct(DirectPolicy()), burst: 300, service: .fixed(.seconds(20)), seed: 5)
        let run = SimulationResult(made).timeline
        var base = made
        base.service = .fixed(.seconds(1))
        base.platform = PlatformRules()
        base.worker.overhead = .zero
        let fitted = FittedSetup(base, to: run).setup
        guard case .empirical(let times) = fitted.service else {
            Issue.record("the service times are not those that were measured")
            return
        }
        // An attempt has the overhead in it, as a measured one has.
        #expect(times.allSatisfy { abs($0.inSeconds - 20.04) < 1e-6 })
        #expect(abs(fitted.platform.startBase.inSeconds - 30) < 3)
        #expect(abs(fitted.platform.startSpread - 0.1) < 0.05)
        #expect(fitted.initialTasks == 1)
        #expect(fitted.load == [.trace(run.jobs.map { Timestamp.epoch.duration(to: $0.submitted) })])
    }

    @Test(
        "a run and its own refit agree within 10 %, whatever scales",
        arguments: [ScalingPolicy.direct(DirectPolicy()), .backlog(BacklogPolicy(target: 4))],
        [UInt64(1), 2, 3]
    )
    func refit(policy: ScalingPolicy, seed: UInt64) {
        let made = scenario(
            policy,
            burst: 250,
            service: .logNormal(mean: .seconds(10), deviation: .seconds(3)),
            seed: seed
        )
        let result = SimulationResult(made)
        let run = result.timeline
        let fitted = FittedSetup(made, to: run)
        let agreement = Agreement(
            measured: SimulationSummary(measured: run, setup: fitted.setup),
            predicted: SimulationResult(fitted.setup).summary
        )
        for row in agreement.rows { #expect(row.isWithin, "\(row)") }
    }

    @Test("what is off is told, and small differences of small things are none")
    func rows() {
        #expect(Agreement.Row("wait", .seconds, measured: 0.01, predicted: 0.9).isWithin)
        #expect(!Agreement.Row("wait", .seconds, measured: 100, predicted: 111).isWithin)
        #expect(Agreement.Row("wait", .seconds, measured: 100, predicted: 91).difference == -0.09)
        #expect(Agreement.Row("tasks", .tasks, measured: 5, predicted: 6).isWithin)
        #expect(!Agreement.Row("tasks", .tasks, measured: 5, predicted: 7).isWithin)
        #expect(!Agreement.Row("drain", .seconds, measured: nil, predicted: 7).isWithin)
    }

    @Test("a part of a recording begins at zero, with the tasks that live and the alarms that are on")
    func part() {
        func at(_ seconds: Int) -> Timestamp { .epoch.advanced(by: .seconds(seconds)) }
        var whole = Timeline(source: .init(kind: .measured, name: "x", title: ""), start: Timestamp(seconds: 1000))
        for second in stride(from: 0, to: 100, by: 10) {
            whole.series.append(at: at(second), visible: second, inFlight: 0, tasks: (1, 0, 1))
        }
        whole.alarms = [
            .init(at: at(1), alarm: "a", from: "OK", to: "ALARM", reason: ""),
            .init(at: at(60), alarm: "a", from: "ALARM", to: "OK", reason: ""),
        ]
        whole.decisions = [
            .init(at: at(5), from: 0, to: 1, reasons: []), .init(at: at(50), from: 1, to: 2, reasons: []),
        ]
        whole.tasks = ["gone", "old", "new", "after"].map { Timeline.Task(id: $0, requested: at($0 == "new" ? 50 : 2)) }
        whole.tasks[0].stopped = at(20)
        whole.tasks[1].ready = at(3)
        whole.tasks[2].stopped = at(95)
        whole.tasks[3].requested = at(91)
        let part = whole.part(from: Timestamp(seconds: 1035), until: Timestamp(seconds: 1085), jobs: [])
        #expect(part.length == .seconds(50) && part.start == Timestamp(seconds: 1035))
        #expect(part.series.visible == [30, 40, 50, 60, 70, 80] && part.series.at.first == .epoch)
        #expect(part.alarms.map(\.at) == [at(0), at(25)])
        #expect(part.decisions.map(\.to) == [2])
        #expect(part.tasks.map(\.id) == ["old", "new"])
        #expect(part.tasks[0].requested == at(-33) && part.tasks[1].stopped == nil)
    }
}
