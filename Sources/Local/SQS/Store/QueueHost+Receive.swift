import SluiceModel
import SluiceQueue
import SluiceWire
import Synchronization

extension QueueHost {
    /// Hands out up to `maximum` messages, waiting up to `wait` for the first.
    ///
    /// Dead letters that the receive brings to light move to their queue. A receive whose task is cancelled takes nothing.
    func receive(
        from queue: String,
        maximum: Int,
        wait: Duration?,
        visibilityTimeout: Duration?
    ) async throws(AWSServiceError) -> [StoredMessage] {
        let start = clock.now
        var deadline: Timestamp?
        while true {
            let now = clock.now
            let found = try take(from: queue, maximum: maximum, visibilityTimeout: visibilityTimeout, at: now)
            if !found.messages.isEmpty { return found.messages }
            if deadline == nil { deadline = start.advanced(by: wait ?? found.queueWait) }
            guard let deadline, now < deadline, !Task.isCancelled else { return [] }
            await sleep(on: queue, until: min(deadline, found.nextWakeup ?? deadline))
            if Task.isCancelled { return [] }
        }
    }

    private struct Taken {
        var messages: [StoredMessage] = []
        var queueWait: Duration
        var nextWakeup: Timestamp?
    }

    /// One look at the queue.
    private func take(
        from queue: String,
        maximum: Int,
        visibilityTimeout: Duration?,
        at now: Timestamp
    ) throws(AWSServiceError) -> Taken {
        try withState { (state) throws(AWSServiceError) in
            guard var hosted = state.queues[queue] else { throw .queueDoesNotExist }
            state.queues[queue] = nil
            defer { state.queues[queue] = hosted }
            let counts = hosted.state.depth(at: now)
            if counts.inFlight >= SQSLimits.inFlight, counts.visible > 0 { throw .overLimit }
            let received = hosted.receive(
                maximum: maximum,
                visibilityTimeout: visibilityTimeout,
                at: now
            )
            var entries = received.delivered.map { JournalEntry.visibility($0) }
            if let target = hosted.state.settings.redrive?.deadLetterQueue {
                entries += Self.move(
                    received.deadLetters,
                    from: queue,
                    to: target,
                    in: &state,
                    self: &hosted,
                    at: now
                )
            }
            if !entries.isEmpty { _ = journal.append(entries) }
            return Taken(
                messages: received.delivered,
                queueWait: hosted.state.settings.receiveWait,
                nextWakeup: hosted.state.nextWakeup
            )
        }
    }

    /// Puts dead letters into their queue; while that queue does not exist they stay where they are.
    private static func move(
        _ letters: [StoredMessage],
        from source: String,
        to target: String,
        in state: inout State,
        self hosted: inout HostedQueue,
        at now: Timestamp
    ) -> [JournalEntry] {
        letters.map { letter in
            var moved = letter
            moved.visibleAt = now
            guard var dead = state.queues[target] else {
                hosted.insert(moved, at: now)
                return .visibility(moved)
            }
            state.queues[target] = nil
            moved.receivedAt = nil
            moved.deadLetterSource = source
            dead.insert(moved, at: now)
            let waiters = dead.waiters.take(1)
            state.queues[target] = dead
            for waiter in waiters { waiter.resume() }
            return .message(moved, queueID: dead.record.id)
        }
    }

    /// Waits for a message, a change of visibility, `deadline` or cancellation, whichever comes first.
    private func sleep(on queue: String, until deadline: Timestamp) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let alarm = Task { [clock] in
            try? await clock.sleep(until: deadline, tolerance: nil)
            self.wake(id, on: queue)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                let isWaiting = state.withLock { state in
                    guard !Task.isCancelled, var hosted = state.queues[queue] else { return false }
                    state.queues[queue] = nil
                    defer { state.queues[queue] = hosted }
                    // A message may have come between the look and now.
                    guard !hosted.state.hasVisible(at: clock.now) else { return false }
                    hosted.waiters.add(id, continuation)
                    return true
                }
                if !isWaiting { continuation.resume() }
            }
        } onCancel: {
            wake(id, on: queue)
        }
        alarm.cancel()
    }

    private func wake(_ id: UInt64, on queue: String) {
        let waiter = state.withLock { $0.queues[queue]?.waiters.remove(id) }
        waiter?.resume()
    }
}
