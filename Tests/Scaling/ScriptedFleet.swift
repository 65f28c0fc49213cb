import SluiceModel
import SluiceScaling

/// An engine whose queue and fleet are what a test says, minute by minute.
struct ScriptedFleet {
    var engine: ScalingEngine
    var queue: FleetObservation.Backlog? = .init(visible: 0, inFlight: 0)
    var tasks: TaskCounts
    var isDeploying = false
    /// Whether tasks are ready, or gone, as soon as they are wanted so.
    var isInstant = true

    init(
        _ policies: [ScalingPolicy],
        limits: CapacityLimits = CapacityLimits(minimum: 1, maximum: 20),
        running: Int,
        desired: Int? = nil,
        cloudWatch: CloudWatchRules = .local,
        rules: AutoScalingRules = AutoScalingRules()
    ) {
        engine = ScalingEngine(
            policies: policies,
            limits: limits,
            cloudWatch: cloudWatch,
            rules: rules,
            start: .epoch
        )
        tasks = TaskCounts(desired: desired ?? running, running: running)
    }

    var observation: FleetObservation {
        FleetObservation(queue: queue, tasks: tasks, jobDuration: nil, isDeploying: isDeploying)
    }

    /// Wakes the engine when it asks to be woken, and does what it decides.
    mutating func wake() -> ScalingEngine.Report? {
        guard let now = engine.nextWakeup else { return nil }
        let report = engine.advance(to: now, observing: observation)
        if let decision = report.decision {
            tasks.desired = decision.desired
            if isInstant { tasks.running = decision.desired }
        }
        return report
    }

    /// The next decision with these counts in the queue.
    mutating func decide(visible: Int, inFlight: Int = 0) -> ScalingDecision? {
        queue = .init(visible: visible, inFlight: inFlight)
        for _ in 0..<100 {
            guard let report = wake() else { return nil }
            if let decision = report.decision { return decision }
        }
        return nil
    }

    /// What is wanted after each of these depths.
    mutating func desired(visible depths: [Int]) -> [Int] {
        depths.map { decide(visible: $0)?.desired ?? -1 }
    }
}

extension ScalingPolicy {
    /// A step policy on one-minute maxima without a cooldown.
    static func steps(
        _ steps: [ScalingStep],
        _ adjustment: StepPolicy.Adjustment = .changeInCapacity,
        metric: ScalingMetric = .visible,
        cooldown: Duration = .zero
    ) -> ScalingPolicy {
        .steps(StepPolicy(metric: metric, adjustment: adjustment, steps: steps, cooldown: cooldown))
    }
}
