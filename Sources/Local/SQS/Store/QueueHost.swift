import Logging
package import ServiceLifecycle
import SluiceModel
package import SluiceQueue
package import SluiceWire
import Synchronization

/// The queues of the local server: the machines in memory, every change journalled.
///
/// A send or delete returns once it is on disk; a receive does not wait for its own count to be written.
package final class QueueHost: Sendable {
    struct State {
        var queues: [String: HostedQueue] = [:]
        var nextQueueID: Int64 = 1
        var nextSequence: Int64
        var nextWaiter: UInt64 = 0
        /// When queues were deleted whose names are still taken.
        var deletedAt: [String: Timestamp] = [:]
        var moves: [SQS.ListMessageMoveTasks.Result] = []
    }

    let state: Mutex<State>
    let journal: Journal
    let region: String
    let clock: any TimeSource
    /// Bytes that the messages of all queues may take in memory before sends are refused.
    private let memoryLimit: Int64
    private let database: QueueDatabase

    /// Bytes of messages that may wait for the disk before sends are refused.
    package static let backlogLimit = 64 << 20

    /// Opens the queues stored in the file at `path`.
    /// - Throws: `DatabaseError` or `DecodingError` when the file cannot be read.
    init(path: String, region: String, memoryLimit: Int64, clock: any TimeSource, logger: Logger) throws {
        self.memoryLimit = memoryLimit
        database = try QueueDatabase(path: path)
        // Each start begins a new block of numbers: a receipt from before a restart must not fit a newer message.
        let first = try database.largestSequence() + 1
        try database.reserveSequences(upTo: first + 1 << 32)
        var state = State(nextSequence: first)
        let now = clock.now
        for (record, messages) in try database.load() {
            var queue = HostedQueue(record: record)
            for message in messages { queue.insert(message, at: now) }
            state.queues[record.name] = queue
            state.nextQueueID = max(state.nextQueueID, record.id + 1)
        }
        self.state = Mutex(state)
        journal = Journal(database: database, logger: logger)
        self.region = region
        self.clock = clock
    }

    /// The background work: writing the journal and expiring old messages.
    package var services: [any Service] { [journal, QueueSweeper(host: self)] }

    /// Whether so much waits, for the disk or in the queues, that new work must be refused: memory has an end.
    package var isSaturated: Bool {
        journal.backlogBytes > Self.backlogLimit
            || state.withLock { state in state.queues.values.reduce(0) { $0 + $1.weight } } > Int(memoryLimit)
    }

    /// The counts of a queue.
    /// - Throws: `AWSServiceError` when there is no such queue.
    package func depth(of queue: String) throws(AWSServiceError) -> QueueDepth {
        try withQueue(queue) { $0.state.depth(at: clock.now) }
    }

    /// Sends one message and returns when it is on disk.
    /// - Throws: `AWSServiceError` when there is no such queue or the disk refuses.
    @discardableResult
    package func send(
        _ content: MessageContent,
        to queue: String,
        delay: Duration? = nil
    ) async throws(AWSServiceError) -> StoredMessage {
        try await send([(content, delay)], to: queue)[0]
    }

    /// Sends messages in one step and returns when all are on disk.
    func send(
        _ contents: [(content: MessageContent, delay: Duration?)],
        to queue: String
    ) async throws(AWSServiceError) -> [StoredMessage] {
        guard !isSaturated else { throw .tooMuchWaits }
        let now = clock.now
        let (sent, ticket, woken) = try withState { (state) throws(AWSServiceError) in
            guard var hosted = state.queues[queue] else { throw .queueDoesNotExist }
            state.queues[queue] = nil  // so that the machine is changed in place, not copied
            var sent: [StoredMessage] = []
            for (content, delay) in contents {
                sent.append(hosted.send(content, sequence: state.nextSequence, delay: delay, at: now))
                state.nextSequence += 1
            }
            let id = hosted.record.id
            let woken = hosted.waiters.take(hosted.state.depth(at: now).visible)
            state.queues[queue] = hosted
            return (sent, journal.append(sent.map { .message($0, queueID: id) }), woken)
        }
        for waiter in woken { waiter.resume() }
        try await settle(ticket)
        return sent
    }

    /// Deletes messages by number and returns when that is on disk; numbers that are gone are passed over.
    func delete(_ sequences: [Int64], from queue: String) async throws(AWSServiceError) {
        let ticket = try withQueue(queue) { hosted in
            let now = clock.now
            let deleted = sequences.filter { hosted.delete($0, at: now) }
            return deleted.isEmpty ? nil : journal.append(deleted.map { .delete(sequence: $0) })
        }
        if let ticket { try await settle(ticket) }
    }

    /// Changes the visibility of a message.
    func changeVisibility(
        of sequence: Int64,
        in queue: String,
        to timeout: Duration
    ) throws(AWSServiceError) {
        let result: (Result<Void, QueueState<MessageContent>.VisibilityError>, [CheckedContinuation<Void, Never>])
        result = try withQueue(queue) { hosted in
            let now = clock.now
            do throws(QueueState<MessageContent>.VisibilityError) {
                let message = try hosted.state.changeVisibility(of: sequence, to: timeout, at: now)
                _ = journal.append([.visibility(message)])
                // Those who wait must learn of the new moment even if it is not now.
                return (.success(()), hosted.waiters.take(1))
            } catch {
                return (.failure(error), [])
            }
        }
        for waiter in result.1 { waiter.resume() }
        if case .failure(let error) = result.0 { throw Self.describe(error, timeout) }
    }

    /// Waits until the changes of `ticket` are on disk.
    func settle(_ ticket: Journal.Ticket) async throws(AWSServiceError) {
        do {
            try await journal.durable(ticket)
        } catch {
            throw AWSServiceError("InternalError", "The queue could not be written to disk: \(error)", status: 500)
        }
    }

    /// Runs `body` on a queue.
    /// - Throws: `AWSServiceError` when there is no such queue.
    func withQueue<Result>(
        _ name: String,
        _ body: (inout HostedQueue) throws(AWSServiceError) -> sending Result
    ) throws(AWSServiceError) -> sending Result {
        try withState { (state) throws(AWSServiceError) in
            guard var queue = state.queues[name] else { throw .queueDoesNotExist }
            state.queues[name] = nil  // so that the machine is changed in place, not copied
            defer { state.queues[name] = queue }
            return try body(&queue)
        }
    }

    /// Runs `body` on everything, under the lock.
    func withState<Result>(
        _ body: (inout State) throws(AWSServiceError) -> sending Result
    ) throws(AWSServiceError) -> sending Result {
        try state.withLock { (state) throws(AWSServiceError) in try body(&state) }
    }

    private static func describe(
        _ error: QueueState<MessageContent>.VisibilityError,
        _ timeout: Duration
    ) -> AWSServiceError {
        switch error {
        case .gone:
            .invalidParameterValue(
                "Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
            )
        case .notReceived: .messageNotInflight
        case .beyondLimit(let left):
            .invalidParameterValue(
                "Value \(timeout.components.seconds) for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [\(SQSLimits.visibilityTimeout.upperBound) seconds]; \(max(0, left.components.seconds)) seconds are left."
            )
        }
    }
}
