package import Logging
import ServiceLifecycle
package import SluiceModel
package import SluiceScaling
import Synchronization

/// Watches the queue and sets the size of the fleet: observe, let the engine decide what is due, act.
package final class ScalingLoop: Service {
    /// What one round saw and brought.
    package struct Round: Sendable {
        package let at: Timestamp
        package let observation: FleetObservation
        /// How many tasks are wanted now.
        package let desired: Int
        package let report: ScalingEngine.Report
    }

    private let fleet: any Fleet
    private let readQueue: @Sendable () async -> FleetObservation.Backlog?
    private let jobDuration: @Sendable () -> Duration?
    private let onRound: @Sendable (Round) async -> Void
    private let state: Mutex<State>
    private let interval: Duration
    private let clock: any TimeSource
    private let logger: Logger

    private struct State {
        var engine: ScalingEngine
        var desired: Int
        var hasBegun = false
    }

    /// A loop.
    ///
    /// - Parameters:
    ///   - fleet: What is scaled.
    ///   - engine: What decides, and when.
    ///   - initialTasks: How many tasks are wanted before the first decision.
    ///   - interval: The time between two looks, at each of which tasks that crashed are replaced.
    ///   - clock: Where the time comes from.
    ///   - logger: Where changes are told.
    ///   - readQueue: Reads the queue's counts; nil when that fails.
    ///   - jobDuration: What a job takes, as far as is known by now.
    ///   - onRound: Hears of every round.
    package init(
        fleet: any Fleet,
        engine: ScalingEngine,
        initialTasks: Int,
        interval: Duration = .seconds(1),
        clock: any TimeSource,
        logger: Logger,
        readQueue: @escaping @Sendable () async -> FleetObservation.Backlog?,
        jobDuration: @escaping @Sendable () -> Duration?,
        onRound: @escaping @Sendable (Round) async -> Void
    ) {
        self.fleet = fleet
        self.state = Mutex(State(engine: engine, desired: engine.limits.clamp(initialTasks)))
        self.interval = interval
        self.clock = clock
        self.logger = logger
        self.readQueue = readQueue
        self.jobDuration = jobDuration
        self.onRound = onRound
    }

    /// Runs until a graceful shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.step()
                let now = self.clock.now
                let due = self.state.withLock { $0.engine.nextWakeup } ?? .init(nanoseconds: .max)
                try? await self.clock.sleep(
                    until: max(now, min(due, now.advanced(by: self.interval))),
                    tolerance: nil
                )
            }
        }
    }

    /// One look; a decision when one is due; one act.
    package func step() async {
        // A fleet that nobody has asked for yet would look like one that has lost its tasks.
        let initial = state.withLock { state in
            defer { state.hasBegun = true }
            return state.hasBegun ? nil : state.desired
        }
        if let initial { await fleet.setDesired(initial) }
        let queue = await readQueue()
        var tasks = await fleet.counts()
        let now = clock.now
        let duration = jobDuration()
        let round = state.withLock { state in
            tasks.desired = state.desired
            let observation = FleetObservation(queue: queue, tasks: tasks, jobDuration: duration)
            let report = state.engine.advance(to: now, observing: observation)
            state.desired = report.decision?.desired ?? state.desired
            return Round(at: now, observation: observation, desired: state.desired, report: report)
        }
        tell(round)
        await onRound(round)
        guard !Task.isCancelled else { return }
        await fleet.setDesired(round.desired)
    }

    private func tell(_ round: Round) {
        for change in round.report.alarmChanges {
            logger.info(
                "alarm",
                metadata: [
                    "name": "\(change.rule.name)", "from": "\(change.from.rawValue)", "to": "\(change.to.rawValue)",
                    "because": "\(change.reason)",
                ]
            )
        }
        guard let decision = round.report.decision, decision.isChange else { return }
        logger.info(
            "scaling",
            metadata: [
                "from": "\(decision.observation.tasks.desired)", "to": "\(decision.desired)",
                "because": "\(decision.reasons.map(\.description).joined(separator: "; "))",
            ]
        )
    }
}
