import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A fleet of none must wake up for a single message.
enum WakeRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard context.limits.minimum == 0, let steps = context.steps else { return nil }
        let upper = StepAlarms(steps).upper
        let threshold = upper?.threshold ?? .infinity
        let neverGrows = steps.adjustment == .percentChangeInCapacity && steps.minimumMagnitude == nil
        let seesNothing = steps.metric == .inFlight
        guard threshold > 1 || neverGrows || seesNothing else { return nil }
        let run = context.run(.burst(count: 1, at: .zero)) { setup in
            setup.initialTasks = 0
            setup.limit = .seconds(86_400)
        }
        guard run.unfinished > 0 else { return nil }
        let reason =
            seesNothing
            ? "nothing is in flight while no task runs"
            : neverGrows
                ? "a percentage of no task is no task" : "its alarm needs \(ScalingText.number(threshold)) messages"
        return Finding(
            rule: "cannot-wake",
            severity: .error,
            key: "scaling.steps.steps",
            problem: "with scaling.min 0 a single job is never done: \(reason)",
            evidence: "one job, looked at for a day: it still waits",
            advice: "begin the steps with {lower: 1, change: 1} on visible or visiblePlusInFlight, in changeInCapacity"
        )
    }
}
