package import SluiceModel

/// How long a worker holds a message, and when it must renew the hold.
///
/// A pure rule that the worker and the simulator share. The queue counts 12 hours from the receive, whatever is renewed.
package struct LeaseRules: Sendable, Hashable {
    /// How long one renewal holds: the queue's visibility timeout.
    package var visibility: Duration

    /// Leases of `visibility`, 3 s to 12 h.
    package init(visibility: Duration = .seconds(60)) {
        self.visibility = visibility
    }

    /// How long to wait before the next renewal: a third, so that two may fail before the message is lost.
    package var beatInterval: Duration { max(.seconds(1), min(.seconds(60), visibility / 3)) }

    /// The visibility to ask for at `now` for a message received at `receivedAt`, in whole seconds; 0 when the 12 hours are over.
    package func renewal(receivedAt: Timestamp, at now: Timestamp) -> Int {
        let left = now.duration(to: receivedAt.advanced(by: Self.longest))
        // One second less than is left: the queue's clock is not ours.
        return max(0, min(visibility.wholeSecondsRoundedUp, left.wholeSecondsRoundedUp - 1))
    }

    /// The longest a message may be held: 12 hours.
    package static let longest = Duration.seconds(43_200)
}
