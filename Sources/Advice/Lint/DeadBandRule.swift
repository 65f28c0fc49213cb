import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Between the alarm for more and the alarm for less there must be values at which the fleet rests.
enum DeadBandRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, context.limits.minimum < context.limits.maximum else { return nil }
        let alarms = StepAlarms(steps)
        guard let lower = alarms.lower, let upper = alarms.upper, upper.threshold - lower.threshold <= 1,
            lower.adjustments.steps.contains(where: { $0.change < 0 })
        else { return nil }
        let run = context.run(context.steadyLoad)
        var rested = steps
        rested.metric = .visiblePlusInFlight
        rested.steps = steps.steps.filter { $0.change > 0 } + [ScalingStep(upper: 0, change: -1)]
        let other = context.run(context.steadyLoad, steps: rested)
        let hours = max(1 / 60.0, run.length / 3600)
        return Finding(
            rule: "no-dead-band",
            key: "scaling.steps.steps",
            problem: "one alarm waits for <= \(ScalingText.number(lower.threshold)), the other for >= "
                + "\(ScalingText.number(upper.threshold)) \(steps.metric.rawValue): one of them is always on, and every minute "
                + "tasks come or one goes, also while all are busy",
            evidence:
                "\(context.steadyLoad.text): the count was changed \(MoneyText.fixed(Double(run.scalingChanges) / hours, 0)) "
                + "times an hour and \(run.tasksStarted) tasks were started; "
                + "with a band of rest \(MoneyText.fixed(Double(other.scalingChanges) / max(1 / 60.0, other.length / 3600), 0)) "
                + "times and \(other.tasksStarted) tasks",
            advice: "leave a gap, such as metric: visiblePlusInFlight with {upper: 0, change: -1} as the only step down"
        )
    }
}
