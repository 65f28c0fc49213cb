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
        let other = context.runDirect(context.steadyLoad)
        let changes = { (run: SimulationSummary) in
            MoneyText.fixed(Double(run.scalingChanges) * 3600 / max(60, run.length), 0)
        }
        return Finding(
            rule: "no-dead-band",
            key: "scaling.steps.steps",
            problem: "one alarm waits for <= \(ScalingText.number(lower.threshold)), the other for >= "
                + "\(ScalingText.number(upper.threshold)) \(steps.metric.rawValue): one of them is always on, and every minute "
                + "tasks come or one goes, also while all are busy",
            evidence:
                "\(context.steadyLoad.text): the count was changed \(changes(run)) times an hour and \(run.tasksStarted) tasks "
                + "were started, \(MoneyText.dollars(run.cost)) USD; by direct \(changes(other)) times and "
                + "\(other.tasksStarted) tasks, \(MoneyText.dollars(other.cost)) USD",
            advice: LintContext.exactAdvice
        )
    }
}
