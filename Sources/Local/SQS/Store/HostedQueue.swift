import SluiceModel
import SluiceQueue

/// A queue of the local server: its record, which is stored, and the machine that runs it.
struct HostedQueue: Sendable {
    var record: QueueRecord
    var state: QueueState<MessageContent>
    /// When it was last purged; nil if not since the start.
    var purgedAt: Timestamp?
    /// About how many bytes its messages take in memory.
    private(set) var weight = 0
    /// Receives that wait for a message.
    var waiters = WaitingReceives()

    init(record: QueueRecord) {
        self.record = record
        state = QueueState(settings: record.attributes.settings)
    }

    /// Takes a new message.
    mutating func send(_ content: MessageContent, sequence: Int64, delay: Duration?, at now: Timestamp) -> StoredMessage
    {
        weight += content.weight
        return state.send(content, sequence: sequence, delay: delay, at: now)
    }

    /// Takes a message from the store or from another queue.
    mutating func insert(_ message: StoredMessage, at now: Timestamp) {
        weight += message.content.weight
        state.insert(message, at: now)
    }

    /// Removes a message; false when it is no longer here.
    mutating func delete(_ sequence: Int64, at now: Timestamp) -> Bool {
        weight -= state.message(sequence)?.content.weight ?? 0
        return state.delete(sequence, at: now)
    }

    /// Hands messages out; dead letters leave.
    mutating func receive(
        maximum: Int,
        visibilityTimeout: Duration?,
        at now: Timestamp
    ) -> QueueState<MessageContent>.Received {
        let received = state.receive(maximum: maximum, visibilityTimeout: visibilityTimeout, at: now)
        weight -= received.deadLetters.reduce(0) { $0 + $1.content.weight }
        return received
    }

    /// Removes every message.
    mutating func purge() {
        weight = 0
        state.purge()
    }

    /// Removes messages whose retention has passed.
    mutating func expire(at now: Timestamp) -> [StoredMessage] {
        let expired = state.expire(at: now)
        weight -= expired.reduce(0) { $0 + $1.content.weight }
        return expired
    }
}

/// What is stored of a queue besides its messages.
struct QueueRecord: Sendable, Codable {
    /// Never used again after the queue is deleted.
    let id: Int64
    let name: String
    let createdAt: Timestamp
    var modifiedAt: Timestamp
    var attributes: QueueAttributes
    var tags: [String: String]
}
