/// How many messages a queue holds, in the terms of SQS.
package struct QueueDepth: Sendable, Hashable, Codable {
    /// Waiting to be received.
    package var visible: Int
    /// Received and not yet deleted or timed out.
    package var inFlight: Int
    /// Sent with a delay that has not passed.
    package var delayed: Int

    /// Counts of one moment.
    package init(visible: Int = 0, inFlight: Int = 0, delayed: Int = 0) {
        self.visible = visible
        self.inFlight = inFlight
        self.delayed = delayed
    }

    /// Every message in the queue.
    package var total: Int { visible + inFlight + delayed }
}
