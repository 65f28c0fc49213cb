import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Scaling in on waiting messages alone overlooks the jobs that run.
enum IgnoredWorkRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        guard let steps = context.steps, steps.metric == .visible,
            let lower = StepAlarms(steps).lower, lower.adjustments.steps.contains(where: { $0.change < 0 })
        else { return nil }
        let load = context.steadyLoad
        let plain = context.run(load) { setup in
            let stop = setup.worker.stopTimeout
            setup.worker = .plain
            setup.worker.stopTimeout = stop
        }
        let own = context.run(load)
        return Finding(
            rule: "scale-in-ignores-work",
            key: "scaling.steps.metric",
            problem:
                "jobs at work are not visible: with <= \(ScalingText.number(lower.threshold)) waiting the fleet shrinks by one "
                + "every minute, however many tasks are busy",
            evidence:
                "\(load.text): a worker without protection had \(plain.killed) jobs killed at work, each of which came back "
                + "after \(context.manifest.queue.visibility.text); with "
                + (context.worker.isProtected
                    ? "Sluice's protection \(own.killed), but p95 wait is \(SpanText.seconds(own.wait.p95))"
                    : "this worker \(own.killed)"),
            advice: LintContext.exactAdvice
        )
    }
}
