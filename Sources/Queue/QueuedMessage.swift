package import SluiceModel

/// A message and everything the queue knows about it; `Content` is what the sender gave, which the rules never look at.
package struct QueuedMessage<Content: Sendable>: Sendable {
    /// The place in the order of sending; unique within the queue's store and never used again.
    package let sequence: Int64
    package var content: Content
    /// When it was sent first; a dead letter keeps it, so retention counts from there.
    package let sentAt: Timestamp
    /// From when on a receive may hand it out.
    package var visibleAt: Timestamp
    package var receiveCount: Int
    package var firstReceivedAt: Timestamp?
    /// When it was handed out last; nil while it has not been since it entered this queue.
    package var receivedAt: Timestamp?
    /// The queue it was moved here from; nil unless it is a dead letter.
    package var deadLetterSource: String?

    /// A message in any state, as a store reads it back.
    package init(
        sequence: Int64,
        content: Content,
        sentAt: Timestamp,
        visibleAt: Timestamp,
        receiveCount: Int = 0,
        firstReceivedAt: Timestamp? = nil,
        receivedAt: Timestamp? = nil,
        deadLetterSource: String? = nil
    ) {
        self.sequence = sequence
        self.content = content
        self.sentAt = sentAt
        self.visibleAt = visibleAt
        self.receiveCount = receiveCount
        self.firstReceivedAt = firstReceivedAt
        self.receivedAt = receivedAt
        self.deadLetterSource = deadLetterSource
    }
}

extension QueuedMessage: Equatable where Content: Equatable {}
