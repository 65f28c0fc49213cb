import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// What a rule looks at, and the means to try things out.
struct LintContext: Sendable {
    let manifest: Manifest
    let worker: WorkerRules
    let platform: PlatformRules

    var duration: Duration { manifest.job.duration }
    var limits: CapacityLimits { .init(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum) }

    /// The step policy; nil under another.
    var steps: StepPolicy? {
        if case .steps(let policy) = manifest.scaling.policy { policy } else { nil }
    }

    /// The median start of a task.
    var start: Duration { platform.medianStart(imageBytes: Double(manifest.task.imageSize.bytes)) }

    /// A load that keeps about a third of the greatest fleet at work, for two hours or twenty jobs in a row.
    var steadyLoad: ArrivalProcess {
        let seconds = max(0.001, duration.inSeconds)
        let span = max(7200, seconds * 20)
        // Twenty thousand jobs say as much as more.
        let rate = min(20_000 / span, 0.3 * Double(limits.maximum) / seconds)
        return .poisson(rate: rate, for: .seconds(span))
    }

    /// Five jobs for each task of the greatest fleet, at once.
    var burstLoad: ArrivalProcess { .burst(count: min(20_000, max(10, limits.maximum * 5)), at: .zero) }

    /// Runs the manifest under `load`, changed as `change` says.
    func run(_ load: ArrivalProcess, _ change: (inout SimulationSetup) -> Void = { _ in }) -> SimulationSummary {
        var setup = SimulationSetup(
            name: manifest.name,
            load: [load],
            service: .fixed(duration),
            policies: [manifest.scaling.policy],
            limits: limits,
            initialTasks: limits.clamp(manifest.scaling.desired),
            size: TaskSize(
                cpu: manifest.task.cpu,
                memory: Double(manifest.task.memory.bytes),
                isARM: manifest.task.isARM,
                spotShare: manifest.task.spotShare,
                imageBytes: Double(manifest.task.imageSize.bytes)
            )
        )
        setup.worker = worker
        setup.platform = platform
        setup.queue.visibility = manifest.queue.visibility
        setup.limit = load.span + .seconds(86_400)
        change(&setup)
        return SimulationResult(setup).summary
    }

    /// The same under Sluice's own loop.
    func runDirect(_ load: ArrivalProcess) -> SimulationSummary {
        let policy = DirectPolicy(
            interval: .seconds(5),
            startTime: .seconds(start.wholeSecondsRoundedUp),
            idleTimeout: .seconds(60)
        )
        return run(load) { $0.policies = [.direct(policy)] }
    }

    /// What to write instead of steps that never rest.
    static let exactAdvice =
        "policy: direct; or steps with adjustment: exactCapacity on visiblePlusInFlight, which `sluice tune` writes"

    /// The same with another step policy.
    func run(_ load: ArrivalProcess, steps: StepPolicy) -> SimulationSummary {
        run(load) { $0.policies = [.steps(steps)] }
    }
}
