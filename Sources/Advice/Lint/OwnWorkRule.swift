import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Adding tasks by a count that their own work is part of never comes to rest.
enum OwnWorkRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, steps.metric != .visible, steps.adjustment != .exactCapacity,
            let upper = StepAlarms(steps).upper, upper.threshold <= Double(context.limits.maximum),
            upper.adjustments.steps.contains(where: { $0.change > 0 })
        else { return nil }
        let own = context.run(context.steadyLoad)
        let other = context.runDirect(context.steadyLoad)
        let threshold = ScalingText.number(upper.threshold)
        return Finding(
            rule: "counts-own-work",
            key: "scaling.steps.metric",
            problem:
                "\(threshold) busy tasks are \(threshold) messages in flight: the alarm stays on while they work, and tasks are "
                + "added every minute up to \(context.limits.maximum), though nothing waits",
            evidence:
                "\(context.steadyLoad.text): up to \(own.peakTasks) tasks, idle \(MoneyText.percent(own.idleShare)) of the time, "
                + "\(MoneyText.dollars(own.cost)) USD; by direct idle \(MoneyText.percent(other.idleShare)), "
                + "\(MoneyText.dollars(other.cost)) USD",
            advice: LintContext.exactAdvice
        )
    }
}
