import HeapModule
package import SluiceModel

/// The rules of an SQS standard queue as a pure machine: visibility, delay, receive counts, dead letters, retention.
///
/// Time only moves forward through `at now:`. Receives hand out the oldest visible message first, which SQS does on a
/// best-effort basis. Every operation costs O(log n). The same struct serves the local server and the simulator.
package struct QueueState<Content: Sendable>: Sendable {
    package typealias Message = QueuedMessage<Content>

    package var settings: QueueSettings
    private var slots: [Int64: Slot] = [:]
    /// Sequences that may be handed out now, smallest first; entries of hidden or deleted messages are dropped when met.
    private var ready = Heap<Int64>()
    /// Hidden messages by the time they come back; entries whose message has moved on are dropped when met.
    private var hidden = Heap<Wakeup>()
    /// Messages by the time they expire; entries of deleted messages are dropped when met.
    private var expiring = Heap<Wakeup>()
    private var counts = QueueDepth()

    private enum Place: Sendable {
        case visible, inFlight, delayed
    }

    private struct Slot: Sendable {
        var message: Message
        /// Where the message stands, which is also the count it is part of.
        var place: Place
        /// Whether `ready` holds an entry for it, so that it never holds two.
        var isListed: Bool
    }

    private struct Wakeup: Comparable, Sendable {
        let at: Timestamp
        let sequence: Int64

        static func < (lhs: Wakeup, rhs: Wakeup) -> Bool {
            lhs.at == rhs.at ? lhs.sequence < rhs.sequence : lhs.at < rhs.at
        }
    }

    /// An empty queue.
    package init(settings: QueueSettings = QueueSettings()) {
        self.settings = settings
    }

    /// The counts at `now`.
    package mutating func depth(at now: Timestamp) -> QueueDepth {
        wake(at: now)
        return counts
    }

    /// How many messages are in the queue, whatever their state.
    package var count: Int { slots.count }

    /// The message with this sequence number, if it is still here.
    package func message(_ sequence: Int64) -> Message? { slots[sequence]?.message }

    /// Every message in order of sending, for people who look without receiving.
    package var inOrder: [Message] { slots.values.map(\.message).sorted { $0.sequence < $1.sequence } }

    /// When the next hidden message comes back, if nothing is deleted or changed before; nil when none is hidden.
    ///
    /// It may name a moment at which nothing happens, never one that is too late.
    package var nextWakeup: Timestamp? { hidden.min?.at }

    /// Whether a receive at `now` would find a message.
    package mutating func hasVisible(at now: Timestamp) -> Bool {
        wake(at: now)
        return counts.visible > 0
    }

    /// Puts a message into the queue, in whatever state it is.
    package mutating func insert(_ message: Message, at now: Timestamp) {
        expiring.insert(Wakeup(at: message.sentAt.advanced(by: settings.retention), sequence: message.sequence))
        slots[message.sequence] = Slot(message: message, place: .visible, isListed: false)
        counts.visible += 1
        place(message.sequence, message, at: now)
    }

    /// Accepts a new message, hidden for `delay` or, when that is nil, for the queue's own delay.
    @discardableResult
    package mutating func send(
        _ content: Content,
        sequence: Int64,
        delay: Duration?,
        at now: Timestamp
    ) -> Message {
        let message = Message(
            sequence: sequence,
            content: content,
            sentAt: now,
            visibleAt: now.advanced(by: delay ?? settings.delay)
        )
        insert(message, at: now)
        return message
    }

    /// What a receive found.
    package struct Received: Sendable {
        /// Handed out, already hidden and counted.
        package var delivered: [Message] = []
        /// Received too often before; they have left this queue and belong into the dead-letter queue.
        package var deadLetters: [Message] = []
    }

    /// Hands out up to `maximum` messages and hides each for `visibilityTimeout` (the queue's own when nil).
    ///
    /// A message that was already received `maxReceiveCount` times is not handed out again: it leaves as a dead letter.
    package mutating func receive(
        maximum: Int,
        visibilityTimeout: Duration?,
        at now: Timestamp
    ) -> Received {
        wake(at: now)
        var result = Received()
        let timeout = visibilityTimeout ?? settings.visibilityTimeout
        while result.delivered.count < maximum, let sequence = ready.popMin() {
            guard var slot = slots[sequence] else { continue }
            slot.isListed = false
            slots[sequence] = slot
            guard slot.place == .visible else { continue }
            if let redrive = settings.redrive, slot.message.receiveCount >= redrive.maxReceiveCount {
                remove(sequence)
                result.deadLetters.append(slot.message)
                continue
            }
            slot.message.receiveCount += 1
            slot.message.firstReceivedAt = slot.message.firstReceivedAt ?? now
            slot.message.receivedAt = now
            slot.message.visibleAt = now.advanced(by: timeout)
            result.delivered.append(slot.message)
            slots[sequence] = slot
        }
        // Only now, so that a timeout of zero does not hand one message out twice in one receive.
        for message in result.delivered { place(message.sequence, message, at: now) }
        return result
    }

    /// Removes a message; false when it is no longer here.
    @discardableResult
    package mutating func delete(_ sequence: Int64, at now: Timestamp) -> Bool {
        wake(at: now)
        return remove(sequence) != nil
    }

    /// Why the visibility of a message cannot be changed.
    package enum VisibilityError: Error, Hashable, Sendable {
        /// The message was deleted or has left the queue.
        case gone
        /// It has never been received, or only sent with a delay.
        case notReceived
        /// The total time since the receive would pass 12 hours; `left` is what is still allowed.
        case beyondLimit(left: Duration)
    }

    /// Hides a received message for `timeout` from now on, or shows it at once for zero.
    ///
    /// As on AWS this also works after the old timeout has passed, as long as nobody deleted the message.
    /// - Throws: `VisibilityError`.
    package mutating func changeVisibility(
        of sequence: Int64,
        to timeout: Duration,
        at now: Timestamp
    ) throws(VisibilityError) -> Message {
        wake(at: now)
        guard var message = slots[sequence]?.message else { throw .gone }
        guard let receivedAt = message.receivedAt else { throw .notReceived }
        let left = now.duration(to: receivedAt.advanced(by: Self.longestVisibility))
        guard timeout <= left else { throw .beyondLimit(left: left) }
        message.visibleAt = now.advanced(by: timeout)
        place(sequence, message, at: now)
        return message
    }

    /// Removes every message.
    package mutating func purge() {
        slots.removeAll()
        ready = Heap()
        hidden = Heap()
        expiring = Heap()
        counts = QueueDepth()
    }

    /// Removes the messages whose retention has passed and returns them.
    package mutating func expire(at now: Timestamp) -> [Message] {
        wake(at: now)
        var expired: [Message] = []
        while let first = expiring.min, first.at <= now {
            expiring.removeMin()
            guard let message = slots[first.sequence]?.message else { continue }
            let end = message.sentAt.advanced(by: settings.retention)
            if end > now {
                // The retention was lengthened after the message came.
                expiring.insert(Wakeup(at: end, sequence: first.sequence))
            } else if delete(first.sequence, at: now) {
                expired.append(message)
            }
        }
        return expired
    }

    /// How old the oldest message is, in flight or not; zero for an empty queue.
    ///
    /// Costs O(n): for metrics that are read once a minute.
    package func ageOfOldest(at now: Timestamp) -> Duration {
        slots.values.map(\.message.sentAt).min()?.duration(to: now) ?? .zero
    }

    /// The longest a message may stay hidden, counted from its receive.
    package static var longestVisibility: Duration { .seconds(43_200) }

    /// Makes visible what has come back by `now`.
    private mutating func wake(at now: Timestamp) {
        while let first = hidden.min, first.at <= now {
            hidden.removeMin()
            // A changed visibility leaves an older entry behind.
            guard let slot = slots[first.sequence], slot.place != .visible, slot.message.visibleAt == first.at else {
                continue
            }
            place(first.sequence, slot.message, at: now)
        }
    }

    /// Stores a changed message and lists and counts it as hidden or visible, whichever it is at `now`.
    private mutating func place(_ sequence: Int64, _ message: Message, at now: Timestamp) {
        guard var slot = slots[sequence] else { return }
        count(slot.place, by: -1)
        slot.message = message
        slot.place = message.visibleAt <= now ? .visible : message.receivedAt == nil ? .delayed : .inFlight
        count(slot.place, by: 1)
        if slot.place != .visible {
            hidden.insert(Wakeup(at: message.visibleAt, sequence: sequence))
        } else if !slot.isListed {
            ready.insert(sequence)
            slot.isListed = true
        }
        slots[sequence] = slot
    }

    private mutating func count(_ place: Place, by change: Int) {
        switch place {
        case .visible: counts.visible += change
        case .inFlight: counts.inFlight += change
        case .delayed: counts.delayed += change
        }
    }

    @discardableResult
    private mutating func remove(_ sequence: Int64) -> Message? {
        guard let slot = slots.removeValue(forKey: sequence) else { return nil }
        count(slot.place, by: -1)
        return slot.message
    }
}
