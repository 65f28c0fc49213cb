import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A cooldown shorter than a task's start lets steps pile up before the first can help.
enum CooldownRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, steps.cooldown < context.start, steps.adjustment != .exactCapacity else {
            return nil
        }
        var longer = steps
        // Alarms act every minute, so the next one after the start is a minute later.
        longer.cooldown = .seconds((context.start.wholeSecondsRoundedUp + 59) / 60 * 60 + 60)
        let load = ArrivalProcess.burst(count: max(4, context.limits.maximum), at: .zero)
        let own = context.run(load)
        let other = context.run(load, steps: longer)
        guard own.tasksStarted > other.tasksStarted else { return nil }
        return Finding(
            rule: "short-cooldown",
            key: "scaling.steps.cooldown",
            problem:
                "alarms act again every minute and a task needs \(SpanText.seconds(context.start.inSeconds)) to start: with \(steps.cooldown.text) of "
                + "cooldown more tasks are asked for before the first can help",
            evidence: "\(own.submitted) jobs at once: \(own.tasksStarted) tasks started and p95 wait "
                + "\(SpanText.seconds(own.wait.p95)); with \(longer.cooldown.text) \(other.tasksStarted) and "
                + "\(SpanText.seconds(other.wait.p95))",
            advice: "scaling: {steps: {cooldown: \(longer.cooldown.text)}} if fewer tasks will do"
        )
    }
}
