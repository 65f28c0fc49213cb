import SluiceModel
import SluiceQueue
import SluiceWire
import Synchronization

extension QueueHost {
    /// Moves every message of a dead-letter queue that can be received now to `destination`, or back where it came from.
    ///
    /// Moved messages are new messages, as on AWS. Locally the move is one step, so its task is complete when this returns.
    func moveMessages(
        outOf source: String,
        to destination: String?,
        newID: () -> String
    ) async throws(AWSServiceError) {
        let now = clock.now
        let ticket = try withState { (state) throws(AWSServiceError) in
            guard var dead = state.queues[source] else {
                throw .resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
            }
            guard state.queues.values.contains(where: { $0.state.settings.redrive?.deadLetterQueue == source }) else {
                throw .invalidParameterValue("Source queue must be configured as a Dead Letter Queue.")
            }
            if let destination, state.queues[destination] == nil {
                throw .resourceNotFound(
                    "The resource that you specified for the DestinationArn parameter doesn't exist."
                )
            }
            state.queues[source] = nil
            defer { state.queues[source] = dead }
            var entries: [JournalEntry] = []
            var moved = 0
            for message in dead.state.inOrder where message.visibleAt <= now {
                guard let target = destination ?? message.deadLetterSource, var queue = state.queues[target] else {
                    continue
                }
                state.queues[target] = nil
                _ = dead.delete(message.sequence, at: now)
                let content = MessageContent(
                    messageID: newID(),
                    body: message.content.body,
                    attributes: message.content.attributes,
                    traceHeader: message.content.traceHeader
                )
                let copy = queue.send(content, sequence: state.nextSequence, delay: .zero, at: now)
                state.nextSequence += 1
                moved += 1
                entries += [.message(copy, queueID: queue.record.id), .delete(sequence: message.sequence)]
                let waiters = queue.waiters.take(1)
                state.queues[target] = queue
                for waiter in waiters { waiter.resume() }
            }
            let task = SQS.ListMessageMoveTasks.Result(
                status: "COMPLETED",
                sourceARN: QueueARN.text(name: source, region: region),
                destinationARN: destination.map { QueueARN.text(name: $0, region: region) },
                moved: moved,
                toMove: moved,
                startedTimestamp: now.milliseconds
            )
            state.moves.insert(task, at: 0)
            state.moves = Array(state.moves.prefix(100))
            return journal.append(entries)
        }
        try await settle(ticket)
    }

    /// The latest moves out of the queue with this ARN, newest first.
    func moves(outOf sourceARN: String) -> [SQS.ListMessageMoveTasks.Result] {
        state.withLock { $0.moves.filter { $0.SourceArn == sourceARN } }
    }

    /// The names of the queues whose dead letters go to `name`.
    func sources(ofDeadLetterQueue name: String) throws(AWSServiceError) -> [String] {
        try withState { (state) throws(AWSServiceError) in
            guard state.queues[name] != nil else { throw .queueDoesNotExist }
            return state.queues.values.filter { $0.state.settings.redrive?.deadLetterQueue == name }
                .map(\.record.name).sorted()
        }
    }
}
