import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Thresholds that no queue and no fleet can reach do nothing.
enum UnreachableRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        switch context.manifest.scaling.policy {
        case .steps(let steps): check(steps, context)
        case .backlog(let backlog): check(backlog, context)
        case .direct: nil
        }
    }

    private static func check(_ steps: StepPolicy, _ context: LintContext) -> Finding? {
        let maximum = context.limits.maximum
        let alarms = StepAlarms(steps)
        func finding(_ problem: String, _ advice: String) -> Finding {
            Finding(rule: "unreachable", key: "scaling.steps.steps", problem: problem, advice: advice)
        }
        if let lower = alarms.lower, lower.threshold < 0 {
            return finding(
                "the step up to \(ScalingText.number(lower.threshold)) never applies: counts are not negative",
                "{upper: 0, change: -1}"
            )
        }
        if steps.metric == .inFlight {
            if let lower = alarms.lower, lower.threshold < 1 {
                return finding(
                    "the step up to \(ScalingText.number(lower.threshold)) never applies: SQS publishes no point while nothing is in flight",
                    "metric: visiblePlusInFlight, whose zero is published"
                )
            }
            let highest = steps.steps.compactMap(\.lower).max() ?? 0
            if highest > Double(maximum) {
                return finding(
                    "\(ScalingText.number(highest)) in flight are never reached: \(maximum) tasks hold at most \(maximum) messages",
                    "steps up to {lower: \(maximum)}, or metric: visiblePlusInFlight"
                )
            }
        }
        if steps.adjustment == .exactCapacity, let far = steps.steps.map(\.change).max(), far > maximum {
            return finding("\(far) tasks are never reached: scaling.max is \(maximum)", "change: \(maximum)")
        }
        return nil
    }

    private static func check(_ backlog: BacklogPolicy, _ context: LintContext) -> Finding? {
        guard backlog.target < 1 else { return nil }
        let run = context.run(context.steadyLoad)
        return Finding(
            rule: "unreachable",
            key: "scaling.backlog.target",
            problem:
                "a busy task has one job before it, its own: \(ScalingText.number(backlog.target)) per task is reached only "
                + "while some are idle, so the fleet grows whenever most are busy",
            evidence:
                "\(context.steadyLoad.text): up to \(run.peakTasks) tasks, idle \(MoneyText.percent(run.idleShare)) of the time",
            advice: "scaling: {backlog: {target: 2}}: one job at work and one that waits"
        )
    }
}
