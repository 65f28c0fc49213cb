import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A fleet that only grows is paid for until somebody looks.
enum NoScaleInRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard context.limits.minimum < context.limits.maximum else { return nil }
        let key: String
        let advice: String
        switch context.manifest.scaling.policy {
        case .steps(let steps):
            let lower = StepAlarms(steps).lower
            let shrinks = lower?.adjustments.steps.contains { $0.change < 0 } ?? false
            guard !shrinks, steps.adjustment != .exactCapacity else { return nil }
            (key, advice) = ("scaling.steps.steps", LintContext.exactAdvice)
        case .backlog(let backlog):
            guard !backlog.scalesIn else { return nil }
            (key, advice) = ("scaling.backlog.scalesIn", "scaling: {backlog: {scalesIn: true}}")
        case .direct: return nil
        }
        let run = context.run(context.burstLoad) { $0.rest = .seconds(86_400) }
        return Finding(
            rule: "no-scale-in",
            key: key,
            problem: "nothing ever removes a task: what one burst started runs on",
            evidence: "\(run.submitted) jobs at once: \(run.peakTasks) tasks a day later, "
                + "\(MoneyText.dollars(run.cost)) USD so far",
            advice: advice
        )
    }
}
