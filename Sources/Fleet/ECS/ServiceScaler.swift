package import Logging
import ServiceLifecycle
package import SluiceAWS
package import SluiceModel
package import SluiceScaling
import SluiceWire
import Synchronization

/// The policy `direct` for a service of ECS: reads the queue's length and the service, decides, sets the number of tasks.
///
/// It remembers nothing that matters: the number of tasks that is wanted stands in the service itself. Two that run at once,
/// as during a deployment, therefore come to the same number.
package final class ServiceScaler: Service {
    /// What is scaled by what.
    package struct Target: Sendable, Hashable {
        package var project: String
        package var queueURL: String
        package var cluster: String
        package var service: String

        /// The service of a project and its queue.
        package init(project: String, queueURL: String, cluster: String, service: String) {
            self.project = project
            self.queueURL = queueURL
            self.cluster = cluster
            self.service = service
        }
    }

    private let target: Target
    private let ecs: ECSClient
    private let sqs: SQSClient
    private let jobDuration: Duration
    private let clock: any TimeSource
    private let logger: Logger
    private let emit: @Sendable (ScalerLine) -> Void
    private let state: Mutex<State>

    private struct State {
        var engine: ScalingEngine
        var report: ScalerReport
    }

    /// A scaler.
    ///
    /// - Parameters:
    ///   - target: The service and its queue.
    ///   - policy: How often and how eagerly it decides.
    ///   - limits: The least and the most tasks.
    ///   - jobDuration: What a job takes.
    ///   - ecs: Where the service is.
    ///   - sqs: Where the queue is.
    ///   - clock: Where the time comes from.
    ///   - logger: Where failures are told.
    ///   - emit: Hears what changed, and every five minutes that nothing did, or that looks fail.
    package init(
        _ target: Target,
        policy: DirectPolicy,
        limits: CapacityLimits,
        jobDuration: Duration,
        ecs: ECSClient,
        sqs: SQSClient,
        clock: any TimeSource,
        logger: Logger,
        emit: @escaping @Sendable (ScalerLine) -> Void
    ) {
        self.target = target
        self.jobDuration = jobDuration
        self.ecs = ecs
        self.sqs = sqs
        self.clock = clock
        self.logger = logger
        self.emit = emit
        let engine = ScalingEngine(policies: [.direct(policy)], limits: limits, start: clock.now)
        state = Mutex(State(engine: engine, report: ScalerReport(project: target.project)))
    }

    /// Runs until a graceful shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.step()
                let now = self.clock.now
                let due = self.state.withLock { $0.engine.nextWakeup } ?? now.advanced(by: .seconds(1))
                try? await self.clock.sleep(until: max(now.advanced(by: .milliseconds(100)), due), tolerance: nil)
            }
        }
    }

    /// One look, one decision, one act where it changes anything.
    package func step() async {
        do {
            let observation = try await observe()
            let now = clock.now
            let report = state.withLock { $0.engine.advance(to: now, observing: observation) }
            let desired = report.decision?.desired ?? observation.tasks.desired
            let isChange = desired != observation.tasks.desired
            if isChange {
                try await ecs.setDesiredCount(cluster: target.cluster, service: target.service, desired)
            }
            let reasons = isChange ? report.decision?.reasons.map(\.description) ?? [] : []
            let told = state.withLock {
                $0.report.succeeded(at: now, observation, desired: desired, because: reasons)
            }
            if told.hasRecovered { logger.notice("scaling again") }
            if let line = told.line { emit(line) }
        } catch {
            guard !Task.isCancelled else { return }
            failed("\(error)")
        }
    }

    private func observe() async throws -> FleetObservation {
        guard let service = try await ecs.describeService(cluster: target.cluster, service: target.service) else {
            throw AWSServiceError(
                "ServiceNotFoundException",
                "there is no service \(target.service) in the cluster \(target.cluster)"
            )
        }
        let (visible, inFlight) = try await sqs.messageCounts(queueURL: target.queueURL)
        let backlog: FleetObservation.Backlog? =
            if let visible, let inFlight { .init(visible: visible, inFlight: inFlight) } else { nil }
        return FleetObservation(
            queue: backlog,
            tasks: TaskCounts(
                desired: service.desiredCount,
                pending: service.pendingCount,
                running: service.runningCount
            ),
            jobDuration: jobDuration,
            isDeploying: service.deployments.count > 1
        )
    }

    /// The log has a failure once, and again when it is another one; the lines have how many there were.
    private func failed(_ message: String) {
        let told = state.withLock { $0.report.failed(at: clock.now, message) }
        if told.isNew {
            logger.warning("cannot scale; the number of tasks stays as it is", metadata: ["error": "\(message)"])
        }
        if let line = told.line { emit(line) }
    }
}
