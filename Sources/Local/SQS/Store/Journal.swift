import Logging
import ServiceLifecycle
import Synchronization

/// Group commit: changes gather while the last group is being written, then go to disk together.
///
/// A caller appends under its own lock, so that the order on disk is the order of the changes, and waits outside it.
final class Journal: Service {
    /// Why a change could not be made durable.
    enum Failure: Error {
        /// The database refused a write; from then on nothing is accepted, for memory is ahead of the disk.
        case broken(String)
        /// The server is stopping.
        case stopped
    }

    /// A place in the order of changes.
    struct Ticket: Sendable, Comparable {
        fileprivate let number: UInt64
        static func < (lhs: Ticket, rhs: Ticket) -> Bool { lhs.number < rhs.number }
    }

    private struct State {
        var entries: [JournalEntry] = []
        var bytes = 0
        var appended: UInt64 = 0
        var committed: UInt64 = 0
        var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
        var writer: CheckedContinuation<Void, Never>?
        var failure: Failure?
        var isStopping = false
    }

    private let state = Mutex(State())
    private let database: QueueDatabase
    private let logger: Logger

    init(database: QueueDatabase, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Bytes that wait for the disk; the intake refuses work when there are too many.
    var backlogBytes: Int { state.withLock { $0.bytes } }

    /// Adds changes to the next group.
    func append(_ entries: [JournalEntry]) -> Ticket {
        let (ticket, writer) = state.withLock { state in
            state.entries += entries
            state.bytes += entries.reduce(0) { $0 + $1.weight }
            state.appended += 1
            defer { state.writer = nil }
            return (Ticket(number: state.appended), state.writer)
        }
        writer?.resume()
        return ticket
    }

    /// Returns when the changes of `ticket` are on disk.
    /// - Throws: `Failure`.
    func durable(_ ticket: Ticket) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let outcome: Result<Void, any Error>? = state.withLock { state in
                if state.committed >= ticket.number { return .success(()) }
                if let failure = state.failure { return .failure(failure) }
                state.waiting.append((ticket.number, continuation))
                return nil
            }
            if let outcome { continuation.resume(with: outcome) }
        }
    }

    /// Writes groups until a graceful shutdown, then the rest.
    func run() async throws {
        await withGracefulShutdownHandler {
            await write()
        } onGracefulShutdown: {
            self.stop()
        }
    }

    private func write() async {
        while true {
            let (entries, through, stopping) = state.withLock { state in
                defer {
                    state.entries = []
                    state.bytes = 0
                }
                return (state.entries, state.appended, state.isStopping)
            }
            if entries.isEmpty {
                if stopping { return finish() }
                await sleepUntilAppended()
            } else {
                await commit(entries, through: through)
            }
        }
    }

    private func stop() {
        let writer = state.withLock { state in
            state.isStopping = true
            defer { state.writer = nil }
            return state.writer
        }
        writer?.resume()
    }

    private func sleepUntilAppended() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isReady = state.withLock { state in
                guard state.entries.isEmpty, !state.isStopping else { return true }
                state.writer = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    private func commit(_ entries: [JournalEntry], through ticket: UInt64) async {
        do {
            if let failure = state.withLock({ $0.failure }) { throw failure }
            try await database.commit(entries)
            let done = state.withLock { state in
                state.committed = ticket
                let done = state.waiting.filter { $0.ticket <= ticket }
                state.waiting.removeAll { $0.ticket <= ticket }
                return done
            }
            for waiter in done { waiter.continuation.resume() }
        } catch {
            logger.critical(
                "the queue journal cannot be written; nothing more is accepted",
                metadata: ["error": "\(error)"]
            )
            fail(.broken("\(error)"))
        }
    }

    private func finish() {
        fail(.stopped)
    }

    private func fail(_ failure: Failure) {
        let waiting = state.withLock { state in
            state.failure = state.failure ?? failure
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(throwing: failure) }
    }
}
