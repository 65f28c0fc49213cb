import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A long period keeps an alarm on long after its cause has gone.
enum PeriodRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, steps.period > .seconds(60) else { return nil }
        var minute = steps
        minute.period = .seconds(60)
        let own = context.run(context.burstLoad)
        let other = context.run(context.burstLoad, steps: minute)
        return Finding(
            rule: "long-period",
            key: "scaling.steps.period",
            problem:
                "over \(steps.period.text) the \(steps.statistic.rawValue) remembers a burst that is over: tasks are added, "
                + "and none removed, for up to \(steps.period.text) too long",
            evidence: "\(own.submitted) jobs at once: \(MoneyText.dollars(own.cost)) USD and idle "
                + "\(MoneyText.percent(own.idleShare)) of the time; with 60s \(MoneyText.dollars(other.cost)) USD and "
                + "\(MoneyText.percent(other.idleShare))",
            advice: "scaling: {steps: {period: 60s}}; SQS publishes every minute, so shorter than that tells nothing"
        )
    }
}
