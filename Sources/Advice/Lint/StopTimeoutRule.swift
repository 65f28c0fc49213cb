import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A task that is stopped should be able to finish its job.
enum StopTimeoutRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        let stop = context.manifest.task.stopTimeout
        guard stop < context.duration else { return nil }
        let load = context.steadyLoad
        let middle = load.span / 2
        let run = context.run(load) { setup in
            // Spot interruptions and plain workers meet the timeout; a deployment shows it in one go.
            setup.worker.isProtected = false
            setup.deployments = [middle]
        }
        let isTooLong = context.duration > .seconds(120)
        return Finding(
            rule: "stop-timeout",
            key: "task.stopTimeout",
            problem: "a task has \(stop.text) from SIGTERM to SIGKILL, a job takes \(context.duration.text): "
                + "an unprotected task that is stopped loses its job's work",
            evidence: "one deployment at work without protection: \(run.killed + run.givenBack) jobs begun again, "
                + "\(SpanText.seconds(run.repeatedWork)) of work for nothing",
            advice: isTooLong
                ? "Fargate allows 120s at most: keep protection on, keep these jobs off Spot, or let the job save its state"
                : "task: {stopTimeout: \(min(.seconds(120), context.duration + .seconds(15)).text)}"
        )
    }
}
