import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// Bursts of equal jobs, whose every start and end follows by hand, to the nanosecond.
@Suite("Bursts")
struct BurstTests {
    private static let second: Int64 = 1_000_000_000

    private func check(
        _ result: SimulationResult,
        starts: (Int) -> Int64,
        length: Int64,
        at location: SourceLocation = #_sourceLocation
    ) {
        let jobs = result.jobs
        #expect(jobs.started == (0..<jobs.count).map(starts), sourceLocation: location)
        #expect(jobs.finished == jobs.started.map { $0 + length }, sourceLocation: location)
        #expect(jobs.attempts.allSatisfy { $0 == 1 }, sourceLocation: location)
        #expect(result.summary.succeeded == jobs.count, sourceLocation: location)
    }

    @Test(
        "job k of a burst on c tasks starts after k/c whole jobs",
        arguments: [1, 2, 7, 20],
        [1, 19, 20, 21, 1000]
    )
    func fixedFleet(tasks: Int, count: Int) {
        let length: Int64 = 30 * Self.second + 1
        let setup = SimulationSetup.fixed(
            tasks,
            load: [.burst(count: count, at: .seconds(3))],
            service: .fixed(.nanoseconds(length))
        )
        let result = SimulationResult(setup)
        check(result, starts: { 3 * Self.second + Int64($0 / tasks) * length }, length: length)
        let rounds = Double((count + tasks - 1) / tasks)
        #expect(result.summary.drainTime == rounds * Double(length) / 1e9)
        #expect(result.summary.peakVisible == max(0, count - tasks))
        #expect(result.summary.wait.maximum == (rounds - 1) * Double(length) / 1e9)
    }

    @Test("what an attempt takes beside its job lies between the starts", arguments: [1, 4])
    func overhead(tasks: Int) {
        var setup = SimulationSetup.fixed(tasks, load: [.burst(count: 50, at: .zero)], service: .fixed(.seconds(30)))
        setup.worker.overhead = .milliseconds(1500)
        let length = 31 * Self.second + Self.second / 2
        check(SimulationResult(setup), starts: { Int64($0 / tasks) * length }, length: length)
    }

    @Test("two bursts wait for each other in the order of submission")
    func twoBursts() {
        let setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 3, at: .seconds(5)), .burst(count: 4, at: .zero)],
            service: .fixed(.seconds(10))
        )
        let jobs = SimulationResult(setup).jobs
        #expect(jobs.submitted == [0, 0, 0, 0, 5, 5, 5].map { $0 * Self.second })
        #expect(jobs.started == [0, 0, 10, 10, 20, 20, 30].map { $0 * Self.second })
    }

    @Test("a submission at the moment at which a task becomes free finds it free")
    func sameMoment() {
        let times: [Duration] = (0..<100).map { .seconds(10 * $0) }
        let setup = SimulationSetup.fixed(1, load: [.trace(times)], service: .fixed(.seconds(10)))
        let jobs = SimulationResult(setup).jobs
        #expect(jobs.started == jobs.submitted)
    }

    @Test("a fleet of none starts a task for each job, and all of them are ready 25 s later")
    func onDemand() {
        let setup = SimulationSetup.direct(
            maximum: 5,
            load: [.burst(count: 12, at: .seconds(2))],
            service: .fixed(.seconds(30))
        )
        let result = SimulationResult(setup)
        // The loop looks each whole second; after the submission, because decisions come last at one moment.
        check(result, starts: { (27 + 30 * Int64($0 / 5)) * Self.second }, length: 30 * Self.second)
        #expect(result.tasks.map(\.requested) == [2, 2, 2, 2, 2].map { $0 * Self.second })
        #expect(result.summary.firstNewTask == 25)
        #expect(result.summary.peakTasks == 5)
        // Two tasks have the last jobs until 117 s; three are idle from 87 s and go after 5 s.
        #expect(result.tasks.map(\.stopped).sorted() == [92, 92, 92, 122, 122].map { $0 * Self.second })
        #expect(result.summary.length == 122)
    }

    @Test("Fargate launches a hundred tasks at once and twenty a second after that")
    func launchRate() {
        let setup = SimulationSetup.direct(
            maximum: 1000,
            load: [.burst(count: 160, at: .zero)],
            service: .fixed(.seconds(600))
        )
        let result = SimulationResult(setup)
        let ready: (Int) -> Int64 = { 25 * Self.second + max(0, Int64($0) - 99) * Self.second / 20 }
        check(result, starts: ready, length: 600 * Self.second)
        #expect(result.tasks.map(\.ready) == (0..<160).map(ready))
        #expect(result.summary.quotas.map(\.name) == ["Fargate launch rate"])
        // Those that wait for a second or more: 20/20 s, 21/20 s, to 60/20 s.
        #expect(result.summary.quotas.first?.count == 41)
        #expect(result.summary.quotas.first?.effect == "starts were put off by up to 3 s")
    }

    @Test("the service scheduler starts five hundred tasks a minute")
    func serviceRate() {
        var setup = SimulationSetup.direct(
            maximum: 1000,
            load: [.burst(count: 508, at: .zero)],
            service: .fixed(.seconds(600))
        )
        setup.platform.launchBurst = 1000
        setup.platform.serviceRate = 500.0 / 60
        let tasks = SimulationResult(setup).tasks
        // One second's worth, 8⅓ tasks, at once; then one each 120 ms: the 508th (8 + 500) 59.96 s after the first.
        #expect(tasks[7].ready == 25 * Self.second)
        let last = Double(tasks[507].ready - tasks[0].ready) / 1e9
        #expect(abs(last - 59.96) < 1e-6)
    }

    @Test("the vCPU quota lets so many tasks run, and the next one when one has gone")
    func processorQuota() {
        var setup = SimulationSetup.direct(
            maximum: 100,
            load: [.burst(count: 10, at: .zero)],
            service: .fixed(.seconds(30))
        )
        setup.size.cpu = 4
        setup.platform.processorQuota = 15
        let result = SimulationResult(setup)
        #expect(result.summary.peakTasks == 3)
        check(result, starts: { (25 + 30 * Int64($0 / 3)) * Self.second }, length: 30 * Self.second)
        #expect(result.summary.quotas.map(\.name) == ["Fargate vCPU quota"])
        #expect(result.summary.quotas.first?.effect == "up to 7 tasks could not start")
    }

    @Test("step scaling sees a burst in the sample of its minute, and asks for tasks when alarms are evaluated next")
    func steps() {
        var setup = SimulationSetup(
            load: [.burst(count: 6, at: .seconds(1))],
            service: .fixed(.seconds(30)),
            policies: [.steps(StepPolicy(steps: [.init(upper: 0, change: -1), .init(lower: 1, change: 3)]))],
            limits: CapacityLimits(minimum: 0, maximum: 3)
        )
        setup.startsExactly()
        let result = SimulationResult(setup)
        // Sampled at 0:30, published at 1:00, evaluated at 1:05, ready 25 s later.
        #expect(result.tasks.prefix(3).map(\.requested) == [65, 65, 65].map { $0 * Self.second })
        check(result, starts: { (90 + 30 * Int64($0 / 3)) * Self.second }, length: 30 * Self.second)
    }

    @Test("no more messages are in flight than the queue allows, although tasks are idle")
    func inFlightLimit() {
        var setup = SimulationSetup.fixed(8, load: [.burst(count: 40, at: .zero)], service: .fixed(.seconds(10)))
        setup.queue.maximumInFlight = 5
        let result = SimulationResult(setup)
        check(result, starts: { Int64($0 / 5) * 10 * Self.second }, length: 10 * Self.second)
        #expect(result.summary.quotas.map(\.name) == ["SQS messages in flight"])
        #expect(result.timeline.series.inFlight.max() == 5)
    }
}
