import SluiceModel
import SluiceQueue
package import SluiceWire
import Synchronization

extension QueueHost {
    /// Makes a queue, or finds the one of that name if every given attribute agrees.
    /// - Throws: `AWSServiceError`.
    package func createQueue(
        _ name: String,
        attributes: [String: String] = [:],
        tags: [String: String] = [:]
    ) async throws(AWSServiceError) {
        guard !name.hasSuffix(".fifo") else {
            throw .unsupportedOperation("FIFO queues: this server has standard queues only.")
        }
        guard QueueARN.isValid(name) else {
            throw .invalidParameterValue(
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to \(SQSLimits.queueNameLength) in length"
            )
        }
        var wanted = QueueAttributes()
        try wanted.apply(attributes)
        let now = clock.now
        let ticket = try withState { (state) throws(AWSServiceError) -> Journal.Ticket? in
            if let existing = state.queues[name] {
                try Self.check(existing.record.attributes, agrees: wanted, on: attributes.keys)
                return nil
            }
            if let deleted = state.deletedAt[name], deleted.duration(to: now) < .seconds(SQSLimits.purgeInterval) {
                throw .queueDeletedRecently
            }
            let record = QueueRecord(
                id: state.nextQueueID,
                name: name,
                createdAt: now,
                modifiedAt: now,
                attributes: wanted,
                tags: tags
            )
            state.nextQueueID += 1
            state.queues[name] = HostedQueue(record: record)
            return journal.append([.queue(record)])
        }
        if let ticket { try await settle(ticket) }
    }

    /// Removes a queue and its messages; those who wait on it find out at once.
    func deleteQueue(_ name: String) async throws(AWSServiceError) {
        let now = clock.now
        let (ticket, waiters) = try withState { (state) throws(AWSServiceError) in
            guard var queue = state.queues.removeValue(forKey: name) else { throw .queueDoesNotExist }
            state.deletedAt = state.deletedAt.filter { $0.value.duration(to: now) < .seconds(SQSLimits.purgeInterval) }
            state.deletedAt[name] = now
            return (journal.append([.dropQueue(id: queue.record.id)]), queue.waiters.take(.max))
        }
        for waiter in waiters { waiter.resume() }
        try await settle(ticket)
    }

    /// Removes every message of a queue.
    func purge(_ name: String) async throws(AWSServiceError) {
        let now = clock.now
        let ticket = try withQueue(name) { (queue) throws(AWSServiceError) in
            if let last = queue.purgedAt, last.duration(to: now) < .seconds(SQSLimits.purgeInterval) {
                throw .purgeQueueInProgress(queue: name)
            }
            queue.purgedAt = now
            queue.purge()
            return journal.append([.purge(queueID: queue.record.id)])
        }
        try await settle(ticket)
    }

    /// Changes the record of a queue and stores it.
    func update(
        _ name: String,
        _ change: (inout QueueRecord) throws(AWSServiceError) -> Void
    ) async throws(AWSServiceError) {
        let now = clock.now
        let ticket = try withQueue(name) { (queue) throws(AWSServiceError) in
            var record = queue.record
            try change(&record)
            record.modifiedAt = now
            queue.record = record
            queue.state.settings = record.attributes.settings
            return journal.append([.queue(record)])
        }
        try await settle(ticket)
    }

    /// The names of all queues, in order.
    package var queueNames: [String] { state.withLock { $0.queues.keys.sorted() } }

    private static func check(
        _ existing: QueueAttributes,
        agrees wanted: QueueAttributes,
        on names: some Collection<String>
    ) throws(AWSServiceError) {
        for name in names.sorted() where existing.value(name) != wanted.value(name) {
            throw .queueNameExists(attribute: name)
        }
    }
}
