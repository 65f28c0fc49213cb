package import SluiceQueue
package import SluiceWire

/// What a sender put on a queue; the queue's rules never look at it.
package struct MessageContent: Sendable, Hashable {
    /// The id that SQS gives the message.
    package let messageID: String
    package let body: String
    package let attributes: [String: SQS.MessageAttribute]?
    /// The one system attribute a sender may set.
    package let traceHeader: SQS.MessageAttribute?

    /// About how many bytes it takes in memory.
    var weight: Int {
        let attributes = (attributes ?? [:]).reduce(0) {
            $0 + $1.key.utf8.count + ($1.value.StringValue?.utf8.count ?? 0) + ($1.value.BinaryValue?.count ?? 0)
        }
        return body.utf8.count + attributes + 512
    }

    /// The content of a new message.
    package init(
        messageID: String,
        body: String,
        attributes: [String: SQS.MessageAttribute]? = nil,
        traceHeader: SQS.MessageAttribute? = nil
    ) {
        self.messageID = messageID
        self.body = body
        self.attributes = attributes
        self.traceHeader = traceHeader
    }
}

/// A message of the local queues.
package typealias StoredMessage = QueuedMessage<MessageContent>
