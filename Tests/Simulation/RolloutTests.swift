import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// Deployments and Spot interruptions.
@Suite("Deployments and interruptions")
struct RolloutTests {
    private static let second: Int64 = 1_000_000_000

    private func deployment(_ worker: WorkerRules, tasks: Int = 4) -> SimulationSetup {
        var setup = SimulationSetup.fixed(
            tasks,
            load: [.burst(count: tasks, at: .zero), .burst(count: 1, at: .seconds(2000))],
            service: .fixed(.seconds(300)),
            worker: worker
        )
        setup.startsExactly()
        setup.deployments = [.seconds(100)]
        setup.queue.visibility = .seconds(400)
        return setup
    }

    @Test("new tasks run before old ones go, at most twice as many as wanted, and none is lost with protection")
    func protected() {
        let result = SimulationResult(deployment(.sluice))
        let series = result.timeline.series
        #expect(zip(series.pending, series.running).map(+).max() == 8)
        #expect(series.running.min() == 4)
        #expect(result.tasks.count == 8)
        #expect(result.tasks.prefix(4).allSatisfy { $0.stopped == 300 * Self.second && $0.end == .deployment })
        #expect(result.tasks.suffix(4).allSatisfy { $0.stopped < 0 && $0.ready == 125 * Self.second })
        #expect(result.summary.killed == 0)
        #expect(result.summary.givenBack == 0)
        #expect(result.record.events.filter { $0.kind == "deployment" }.map(\.at.seconds) == [100, 300])
    }

    @Test("without protection plain workers are killed as soon as the new tasks run")
    func unprotected() {
        let result = SimulationResult(deployment(.plain))
        #expect(result.tasks.prefix(4).allSatisfy { $0.stopped == 125 * Self.second && $0.end == .deployment })
        #expect(result.summary.killed == 4)
        #expect(result.summary.repeatedWork == 500)
        // Their messages return at 400 s, and the jobs take 300 s more.
        #expect(result.jobs.finished.prefix(4).allSatisfy { $0 == 700 * Self.second })
        #expect(result.record.events.filter { $0.kind == "deployment" }.map(\.at.seconds) == [100, 125])
    }

    @Test("without protection Sluice's workers give their jobs back, and the new tasks take them at once")
    func givenBack() {
        var worker = WorkerRules.sluice
        worker.isProtected = false
        let result = SimulationResult(deployment(worker))
        #expect(result.summary.givenBack == 4)
        #expect(result.summary.killed == 0)
        #expect(result.jobs.finished.prefix(4).allSatisfy { $0 == 425 * Self.second })
    }

    @Test("a deployment that the vCPU quota leaves no room for does not keep the run going")
    func deploymentWithoutRoom() {
        var setup = SimulationSetup.direct(
            maximum: 2,
            load: [.burst(count: 2, at: .zero)],
            service: .fixed(.seconds(100))
        )
        setup.limits.minimum = 2
        setup.initialTasks = 2
        setup.platform.processorQuota = 2
        setup.deployments = [.seconds(50)]
        let result = SimulationResult(setup)
        #expect(result.tasks.count == 2)
        #expect(result.summary.length == 3700)
        #expect(result.summary.quotas.map(\.name) == ["Fargate vCPU quota"])
    }

    @Test("an interrupted Spot task gives its job back and is replaced")
    func interruption() {
        var setup = SimulationSetup.fixed(10, load: [.burst(count: 200, at: .zero)], service: .fixed(.seconds(600)))
        setup.startsExactly()
        setup.size.spotShare = 1
        setup.faults.interruptionsPerHour = 1
        let result = SimulationResult(setup)
        #expect(result.summary.succeeded == 200)
        #expect(result.summary.killed == 0)
        let interrupted = result.tasks.filter { $0.end == .interruption }
        // 10 tasks for about 4 hours: 40 interruptions expected, with a standard deviation of 6.
        #expect((15...65).contains(interrupted.count))
        #expect(result.summary.givenBack <= interrupted.count)
        #expect(result.summary.givenBack > interrupted.count / 2)
        let replacements = result.tasks.dropFirst(10).map(\.requested)
        #expect(Set(interrupted.map(\.stopping)) == Set(replacements))
    }

    @Test("the times between interruptions have the mean that was asked for")
    func interruptionRate() {
        var setup = SimulationSetup.fixed(50, load: [.burst(count: 1, at: .seconds(86_400))], service: .fixed(.zero))
        setup.startsExactly()
        setup.size.spotShare = 0.5
        setup.faults.interruptionsPerHour = 0.5
        let result = SimulationResult(setup)
        let count = result.tasks.count { $0.end == .interruption }
        // 25 Spot tasks for 24 h at 0.5 an hour: 300, less the time that replacements start; deviation 17.
        #expect((240...350).contains(count))
        #expect(result.tasks.allSatisfy { $0.isSpot || $0.end == .none })
        #expect(result.tasks.prefix(50).count(where: \.isSpot) == 25)
    }
}
