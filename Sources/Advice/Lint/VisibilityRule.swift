import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Without a heartbeat a message must stay hidden for as long as its job runs.
enum VisibilityRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        let visibility = context.manifest.queue.visibility
        guard !context.worker.sendsHeartbeats, visibility <= context.duration else { return nil }
        let run = context.run(context.steadyLoad)
        let six = min(.seconds(43_200), context.duration * 6)
        return Finding(
            rule: "visibility-too-short",
            key: "queue.visibility",
            problem:
                "a message comes back after \(visibility.text) while its job still runs (\(context.duration.text)): "
                + "another task does it again",
            evidence:
                "\(run.submitted) jobs: \(run.duplicates) done twice or more often, \(run.failed) given up after too many "
                + "receives, \(SpanText.seconds(run.repeatedWork)) of work for nothing",
            advice: "queue: {visibility: \(six.text)}, six times the job, or Sluice's worker, which renews it"
        )
    }
}
