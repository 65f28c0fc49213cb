package import SluiceManifest
import SluiceModel
import SluiceScaling
package import SluiceSimulation

/// Judges configurations under given loads; the caller decides which, how many at once, and shows progress.
package struct Tuner: Sendable {
    private let loads: [SimulationSetup]
    private let base: Manifest
    private let goal: TuningGoal
    /// How often the loads come; nil when only their own time counts.
    private let every: Duration?

    /// A tuner.
    ///
    /// - Parameters:
    ///   - base: The manifest that `loads` were made of.
    ///   - loads: The runs of that manifest, one for each load.
    ///   - goal: The wait that counts.
    ///   - every: How often the loads come: the time between them is paid for at rest; nil when only their own time counts.
    package init(base: Manifest, loads: [SimulationSetup], goal: TuningGoal, every: Duration?) {
        self.base = base
        self.loads = loads
        self.goal = goal
        self.every = every
    }

    /// What `manifest` achieves with seeds from each load's own on.
    package func outcome(of manifest: Manifest, seeds: Int) -> TuningOutcome {
        var (wait, cost, peak) = (0.0, 0.0, 0)
        let rest = monthAtRest(manifest) / Bill.hoursOfMonth
        for load in loads {
            for seed in 0..<max(1, seeds) {
                var setup = self.setup(manifest, load)
                setup.seed &+= UInt64(seed)
                let run = SimulationResult(setup).summary
                wait = max(wait, goal.wait(of: run))
                let idle = every.map { max(0, $0.inSeconds - run.length) / 3600 } ?? 0
                cost += (run.cost + idle * rest) / Double(max(1, seeds))
                peak = max(peak, run.peakTasks)
            }
        }
        return TuningOutcome(
            manifest: manifest,
            wait: wait,
            cost: cost,
            monthAtRest: monthAtRest(manifest),
            peakTasks: peak
        )
    }

    /// The load with the configuration of `manifest`.
    private func setup(_ manifest: Manifest, _ load: SimulationSetup) -> SimulationSetup {
        var setup = load
        setup.policies = [manifest.scaling.policy]
        setup.limits = CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum)
        setup.initialTasks = manifest.scaling.minimum
        setup.size.cpu = manifest.task.cpu
        setup.size.memory = Double(manifest.task.memory.bytes)
        setup.expectedDuration = manifest.job.duration
        if manifest.job.duration != base.job.duration {
            setup.service = load.service.scaled(by: manifest.job.duration / base.job.duration)
        }
        return setup
    }

    /// What the least fleet and all that waits with it cost in a month.
    private func monthAtRest(_ manifest: Manifest) -> Double {
        guard let load = loads.first else { return 0 }
        return Bill.monthAtRest(setup(manifest, load)).total
    }
}
