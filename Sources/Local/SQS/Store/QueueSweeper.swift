import ServiceLifecycle
import SluiceModel
import SluiceQueue
import Synchronization

/// Removes messages whose retention has passed.
struct QueueSweeper: Service {
    let host: QueueHost

    private static let interval = Duration.seconds(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                self.host.expire()
                try? await self.host.clock.sleep(until: self.host.clock.now.advanced(by: Self.interval), tolerance: nil)
            }
        }
    }
}

extension QueueHost {
    /// Removes from every queue what is older than its retention.
    func expire() {
        let now = clock.now
        state.withLock { state in
            for name in state.queues.keys.sorted() {
                guard var queue = state.queues[name] else { continue }
                state.queues[name] = nil
                let expired = queue.expire(at: now)
                state.queues[name] = queue
                if !expired.isEmpty { _ = journal.append(expired.map { .delete(sequence: $0.sequence) }) }
            }
        }
    }
}
