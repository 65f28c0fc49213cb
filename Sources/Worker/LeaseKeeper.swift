import Logging
import SluiceAWS
import SluiceModel
import SluiceWire
import Synchronization

/// Keeps a job in our hands while it runs: renews the message's visibility and the claim in the status document.
///
/// It runs beside the job, in the supervisor, so a job that computes without pause cannot starve it.
final class LeaseKeeper: Sendable {
    private struct State {
        var held: StatusStore.Versioned?
        var onLoss: (@Sendable () -> Void)?
        var writtenAt: Timestamp
        var renewedAt: Timestamp
    }

    private let state: Mutex<State>
    private let receivedAt: Timestamp
    private let message: SQS.Message
    private let scratch: ScratchFolder
    private let configuration: WorkerConfiguration
    private let sqs: SQSClient
    private let statuses: StatusStore
    private let clock: any TimeSource
    private let logger: Logger

    /// How often the job's progress is looked at.
    private static let progressInterval = Duration.seconds(1)

    init(
        _ claimed: StatusStore.Versioned,
        receivedAt: Timestamp,
        message: SQS.Message,
        scratch: ScratchFolder,
        configuration: WorkerConfiguration,
        sqs: SQSClient,
        statuses: StatusStore,
        clock: any TimeSource,
        logger: Logger
    ) {
        state = Mutex(State(held: claimed, writtenAt: clock.now, renewedAt: receivedAt))
        self.receivedAt = receivedAt
        self.message = message
        self.scratch = scratch
        self.configuration = configuration
        self.sqs = sqs
        self.statuses = statuses
        self.clock = clock
        self.logger = logger
    }

    /// Runs `body` and beats until it returns.
    func whileHeld(_ body: () async -> AttemptOutcome) async -> AttemptOutcome {
        let beating = Task { await self.beat() }
        let outcome = await body()
        beating.cancel()
        await beating.value
        return outcome
    }

    /// Calls `action` when the job turns out to be in other hands.
    func onLoss(_ action: @escaping @Sendable () -> Void) {
        let isLost = state.withLock { state in
            state.onLoss = action
            return state.held == nil
        }
        if isLost { action() }
    }

    /// The latest document, for the last word on the job; nil when the claim was lost.
    func release() async -> StatusStore.Versioned? {
        state.withLock { $0.held }
    }

    private func beat() async {
        while !Task.isCancelled {
            let interval = min(Self.progressInterval, configuration.lease.beatInterval)
            try? await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil)
            guard !Task.isCancelled else { return }
            let now = clock.now
            let isDue = state.withLock { $0.renewedAt.duration(to: now) >= configuration.lease.beatInterval }
            // What has begun must end, cancelled or not: or we would not know which version is stored.
            if isDue { await Task { await self.renewMessage(now) }.value }
            let progress = scratch.progress()
            let hasChanged = state.withLock { $0.held?.status.progress != progress && progress != nil }
            if isDue || hasChanged { await Task { await self.renewClaim(progress, now) }.value }
        }
    }

    private func renewMessage(_ now: Timestamp) async {
        let seconds = configuration.lease.renewal(receivedAt: receivedAt, at: now)
        guard seconds > 0 else {
            logger.error("the job has held its message for 12 hours, the longest the queue allows")
            return lose()
        }
        do {
            try await sqs.changeMessageVisibility(
                queueURL: configuration.queueURL,
                receiptHandle: message.ReceiptHandle,
                visibilityTimeout: seconds
            )
            state.withLock { $0.renewedAt = now }
        } catch {
            // Two more beats come before the message does.
            logger.warning("the message could not be renewed", metadata: ["error": "\(error)"])
        }
    }

    private func renewClaim(_ progress: JobProgress?, _ now: Timestamp) async {
        guard let held = state.withLock({ $0.held }) else { return }
        var status = held.status
        status.progress = progress ?? status.progress
        status.leaseUntil = now.advanced(by: configuration.lease.visibility)
        do {
            let written = try await statuses.writeHeld(status, replacing: held.version)
            state.withLock { $0.held = written }
        } catch is StatusStore.Conflict {
            logger.warning("another task has taken the job over", metadata: ["job": "\(status.id)"])
            lose()
        } catch {
            logger.warning("the status could not be written", metadata: ["error": "\(error)"])
        }
    }

    private func lose() {
        let action = state.withLock { state in
            state.held = nil
            return state.onLoss
        }
        action?()
    }
}
