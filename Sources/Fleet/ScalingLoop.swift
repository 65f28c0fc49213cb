package import Logging
import ServiceLifecycle
package import SluiceModel
package import SluiceScaling
import Synchronization

/// Watches the queue and sets the size of the fleet: observe, decide, act.
package final class ScalingLoop: Service {
    private let fleet: any Fleet
    private let readQueue: @Sendable () async -> FleetObservation.Backlog?
    private let jobDuration: @Sendable () -> Duration?
    private let onDecision: @Sendable (ScalingDecision) async -> Void
    private let scaling: Mutex<DirectScaling>
    private let interval: Duration
    private let clock: any TimeSource
    private let logger: Logger

    /// A loop.
    ///
    /// - Parameters:
    ///   - fleet: What is scaled.
    ///   - scaling: The machine that decides.
    ///   - interval: The time between two looks.
    ///   - clock: Where the time comes from.
    ///   - logger: Where changes are told.
    ///   - readQueue: Reads the queue's counts; nil when that fails.
    ///   - jobDuration: What a job takes, as far as is known by now.
    ///   - onDecision: Hears every decision, holding included.
    package init(
        fleet: any Fleet,
        scaling: DirectScaling,
        interval: Duration,
        clock: any TimeSource,
        logger: Logger,
        readQueue: @escaping @Sendable () async -> FleetObservation.Backlog?,
        jobDuration: @escaping @Sendable () -> Duration?,
        onDecision: @escaping @Sendable (ScalingDecision) async -> Void
    ) {
        self.fleet = fleet
        self.scaling = Mutex(scaling)
        self.interval = interval
        self.clock = clock
        self.logger = logger
        self.readQueue = readQueue
        self.jobDuration = jobDuration
        self.onDecision = onDecision
    }

    /// Runs until a graceful shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.step()
                try? await self.clock.sleep(until: self.clock.now.advanced(by: self.interval), tolerance: nil)
            }
        }
    }

    /// One look, one decision, one act.
    package func step() async {
        let observation = FleetObservation(
            queue: await readQueue(),
            tasks: await fleet.counts(),
            jobDuration: jobDuration()
        )
        let now = clock.now
        let decision = scaling.withLock { $0.decide(at: now, observing: observation) }
        if decision.isChange {
            logger.info(
                "scaling",
                metadata: [
                    "from": "\(observation.tasks.desired)", "to": "\(decision.desired)",
                    "because": "\(decision.reasons.map(\.description).joined(separator: "; "))",
                ]
            )
        }
        await onDecision(decision)
        guard !Task.isCancelled else { return }
        await fleet.setDesired(decision.desired)
    }
}
