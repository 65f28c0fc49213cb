/// The attributes of a queue that its rules depend on.
package struct QueueSettings: Sendable, Hashable, Codable {
    /// How long a new message stays hidden; 0 to 15 minutes.
    package var delay: Duration
    /// The most bytes a message and its attributes may have; 1 KiB to 1 MiB.
    package var maximumMessageSize: Int
    /// How long a message is kept; 1 minute to 14 days.
    package var retention: Duration
    /// How long a receive waits when it does not say; 0 to 20 s.
    package var receiveWait: Duration
    /// How long a received message stays hidden when the receive does not say; 0 to 12 h.
    package var visibilityTimeout: Duration
    /// Where messages go that were received too often; nil when they stay.
    package var redrive: RedrivePolicy?

    /// The defaults of SQS.
    package init(
        delay: Duration = .zero,
        maximumMessageSize: Int = 1_048_576,
        retention: Duration = .seconds(345_600),
        receiveWait: Duration = .zero,
        visibilityTimeout: Duration = .seconds(30),
        redrive: RedrivePolicy? = nil
    ) {
        self.delay = delay
        self.maximumMessageSize = maximumMessageSize
        self.retention = retention
        self.receiveWait = receiveWait
        self.visibilityTimeout = visibilityTimeout
        self.redrive = redrive
    }
}

/// When a message leaves for the dead-letter queue.
package struct RedrivePolicy: Sendable, Hashable, Codable {
    /// The name of the dead-letter queue.
    package var deadLetterQueue: String
    /// How many receives a message survives; 1 to 1,000.
    package var maxReceiveCount: Int

    /// Moves a message to `deadLetterQueue` instead of handing it out more than `maxReceiveCount` times.
    package init(deadLetterQueue: String, maxReceiveCount: Int) {
        self.deadLetterQueue = deadLetterQueue
        self.maxReceiveCount = maxReceiveCount
    }
}
