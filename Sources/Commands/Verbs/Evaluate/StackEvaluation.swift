import AsyncHTTPClient
import SluiceAWS
import SluiceDeployment
import SluiceEvaluation
import SluiceLocal
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// A deployed stack, measured from outside.
struct StackEvaluation: EvaluationTarget {
    let jobs: JobTarget
    let title: String
    private let recorder: StackRecorder
    private let limits: CapacityLimits
    private let clock: any TimeSource

    /// How often a fleet is looked at that is not at rest yet, and for how long.
    private static let interval = Duration.seconds(2)
    private static let patience = Duration.seconds(600)

    /// Finds the stack and begins to record it.
    /// - Throws: what `JobTarget` throws.
    init(
        stack: String,
        project: String,
        limits: CapacityLimits,
        account: AccountOptions,
        http: HTTPClient,
        clock: any TimeSource
    ) async throws {
        jobs = try await JobTarget(stack: stack, account: account, http: http)
        title = "the stack \(stack)"
        self.limits = limits
        self.clock = clock
        guard let outputs = try await ProjectState(DeploymentClients(jobs.aws)).outputs(of: stack),
            let cluster = outputs["Cluster"], let service = outputs["Service"]
        else {
            throw CommandFailure("\(stack) names no cluster and no service: it is no application's stack of Sluice.")
        }
        recorder = StackRecorder(
            .init(project: project, queueURL: jobs.queueURL, cluster: cluster, service: service),
            aws: jobs.aws,
            clock: clock
        )
    }

    func waitUntilReady() async throws {
        let begin = clock.now
        while true {
            let sample = try await recorder.look()
            if sample.pending == 0, sample.running >= sample.desired { return }
            guard begin.duration(to: clock.now) < Self.patience else {
                throw CommandFailure(
                    "\(title) has \(sample.running) of \(sample.desired) tasks after ten minutes; `sluice status` and the "
                        + "service's events say why."
                )
            }
            Terminal.progress("waiting for \(sample.desired) tasks; \(sample.running) run")
            try await clock.sleep(until: clock.now.advanced(by: Self.interval), tolerance: nil)
        }
    }

    func counts() async -> FleetBoard.Counts? {
        guard let sample = try? await recorder.look() else { return nil }
        return FleetBoard.Counts(
            at: clock.now,
            queue: (sample.visible, sample.inFlight),
            tasks: (sample.desired, sample.pending, sample.running),
            limits: (limits.minimum, limits.maximum, limits.maximumReason)
        )
    }

    func setup(_ planned: SimulationSetup, begin: Timestamp) async throws -> SimulationSetup { planned }

    func finish() async throws -> RecordedRun {
        let (timeline, remarks) = try await recorder.finish()
        return RecordedRun(timeline: timeline, remarks: remarks)
    }
}
