import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// Attempts whose message another worker has received meanwhile, so that their end says nothing about the message.
@Suite("Attempts that outlasted their visibility timeout")
struct StaleReceiptTests {
    private static let second: Int64 = 1_000_000_000

    @Test("one that fails does not show the message that another worker holds")
    func failureOfAnOldAttempt() {
        // Received at 0, 60 and 120 s by three tasks; every attempt fails at 100 s.
        var setup = SimulationSetup.fixed(
            3,
            load: [.burst(count: 1, at: .zero)],
            service: .fixed(.seconds(200)),
            worker: .plain
        )
        setup.worker.timeout = .seconds(100)
        setup.queue.maximumReceives = 3
        let result = SimulationResult(setup)
        // The attempts of 0, 60 and 120 s end at 100, 160 and 220 s; the fourth receive, at 180 s, is none.
        #expect(result.jobs.finished == [180 * Self.second])
        #expect(result.record.deliveries == 4)
    }

    @Test("one that is killed does not show the message that another worker holds, and it is a kill")
    func killOfAnOldAttempt() {
        // Received at 10 and 70 s by two tasks; a deployment at 100 s kills the first of them at least.
        var setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 1, at: .seconds(10))],
            service: .fixed(.seconds(300)),
            worker: .plain
        )
        setup.startsExactly()
        setup.deployments = [.seconds(100)]
        setup.limit = .seconds(129)
        let result = SimulationResult(setup)
        #expect(result.summary.givenBack == 0)
        #expect(result.summary.killed == 2)
        // Both are killed at 125 s; the second's message is back at 130 s, so that no new task has it yet.
        #expect(result.record.deliveries == 2)
        #expect(result.tasks.count == 4)
    }

    @Test("one that is stopped does not give back the message that another worker holds")
    func stopOfAnOldAttempt() {
        // Received at 10 and 70 s; at 125 s both tasks are replaced, and only the second may give the message back.
        var setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 1, at: .seconds(10))],
            service: .fixed(.seconds(300)),
            worker: .plain
        )
        setup.startsExactly()
        setup.worker.shutdown = .giveBack
        setup.deployments = [.seconds(100)]
        setup.limit = .seconds(184)
        let result = SimulationResult(setup)
        #expect(result.summary.givenBack == 2)
        #expect(result.record.deliveries == 3)
    }

    @Test("a message that comes back for two reasons at one moment comes back once")
    func twoReturns() {
        // Received at 80 s, to be back at 140 s: because the job takes longer, and because its task is killed at 125 s.
        var setup = SimulationSetup.fixed(
            2,
            load: [.burst(count: 1, at: .seconds(80))],
            service: .fixed(.seconds(300)),
            worker: .plain
        )
        setup.startsExactly()
        setup.deployments = [.seconds(100)]
        setup.limit = .seconds(199)
        let result = SimulationResult(setup)
        #expect(result.summary.killed == 1)
        #expect(result.record.deliveries == 2)
        #expect(result.timeline.series.visible.last == 0)
    }
}
