import SluiceQueue

/// One change of the queues, in the order in which it happened.
enum JournalEntry: Sendable {
    /// A queue came or its record changed.
    case queue(QueueRecord)
    /// A queue and its messages went.
    case dropQueue(id: Int64)
    /// Every message of a queue went.
    case purge(queueID: Int64)
    /// A message came, or came into another queue.
    case message(StoredMessage, queueID: Int64)
    /// A message was received or its visibility changed.
    case visibility(StoredMessage)
    /// A message went.
    case delete(sequence: Int64)

    /// About how many bytes the entry holds until it is written.
    var weight: Int {
        if case .message(let message, _) = self { message.content.body.utf8.count + 256 } else { 64 }
    }
}
