import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A step should not start more tasks than there are messages.
enum StepSizeRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, steps.adjustment == .changeInCapacity, steps.metric != .inFlight,
            let upper = StepAlarms(steps).upper
        else { return nil }
        let excess = upper.adjustments.steps.first { Double($0.change) > max(1, upper.threshold + ($0.lower ?? 0)) }
        guard let excess else { return nil }
        let messages = Int(max(1, upper.threshold + (excess.lower ?? 0)))
        let run = context.run(.burst(count: messages, at: .zero)) { $0.initialTasks = $0.limits.minimum }
        let word = messages == 1 ? "message" : "messages"
        return Finding(
            rule: "step-too-large",
            key: "scaling.steps.steps",
            problem:
                "\(messages) \(word) start \(excess.change) tasks, of which \(excess.change - messages) have nothing to do",
            evidence:
                "\(messages) \(word): \(run.tasksStarted) tasks started, idle \(MoneyText.percent(run.idleShare)) of the "
                + "time, \(MoneyText.dollars(run.cost)) USD",
            advice: "{lower: \(messages), change: \(messages)}, and larger changes for more messages only"
        )
    }
}
