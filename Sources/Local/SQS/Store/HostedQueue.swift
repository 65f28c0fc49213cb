import SluiceModel
import SluiceQueue

/// A queue of the local server: its record, which is stored, and the machine that runs it.
struct HostedQueue: Sendable {
    var record: QueueRecord
    var state: QueueState<MessageContent>
    /// When it was last purged; nil if not since the start.
    var purgedAt: Timestamp?
    /// Receives that wait for a message.
    var waiters = WaitingReceives()

    init(record: QueueRecord) {
        self.record = record
        state = QueueState(settings: record.attributes.settings)
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
