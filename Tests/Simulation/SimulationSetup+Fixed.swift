import SluiceModel
import SluiceScaling

@testable import SluiceSimulation

extension SimulationSetup {
    /// A fleet of `tasks` tasks that stays as it is.
    static func fixed(
        _ tasks: Int,
        load: [ArrivalProcess],
        service: ServiceTime,
        worker: WorkerRules = .sluice,
        seed: UInt64 = 1
    ) -> SimulationSetup {
        var setup = SimulationSetup(
            load: load,
            service: service,
            limits: CapacityLimits(minimum: tasks, maximum: tasks)
        )
        setup.worker = worker
        setup.seed = seed
        return setup
    }

    /// A fleet that the policy `direct` sizes each second and whose tasks start in 25 s exactly.
    static func direct(
        maximum: Int,
        load: [ArrivalProcess],
        service: ServiceTime,
        idleTimeout: Duration = .seconds(5)
    ) -> SimulationSetup {
        var setup = SimulationSetup(
            load: load,
            service: service,
            policies: [.direct(DirectPolicy(idleTimeout: idleTimeout))],
            limits: CapacityLimits(minimum: 0, maximum: maximum)
        )
        setup.startsExactly()
        return setup
    }

    /// Makes every task start in 25 s exactly, and the scheduler start as many at once as Fargate launches.
    mutating func startsExactly() {
        size.imageBytes = 0
        platform.startSpread = 0
        platform.serviceRate = nil
    }
}

extension SimulationResult {
    /// The share of jobs that waited.
    var waitedShare: Double { waitedShare(over: 0) }

    /// The share of jobs that waited for more than `time` nanoseconds.
    func waitedShare(over time: Int64) -> Double {
        let waited = (0..<jobs.count).count { jobs.started[$0] - jobs.submitted[$0] > time }
        return Double(waited) / Double(jobs.count)
    }
}
