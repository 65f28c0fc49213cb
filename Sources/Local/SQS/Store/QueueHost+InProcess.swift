import SluiceModel
import SluiceQueue
package import SluiceWire
import Synchronization

/// What the rest of this process does with the queues, without a request.
extension QueueHost {
    /// Makes a queue, or brings the named attributes of an existing one up to date.
    /// - Throws: `AWSServiceError`.
    package func ensureQueue(_ name: String, attributes: [String: String]) async throws(AWSServiceError) {
        if queueNames.contains(name) {
            try await update(name) { (record) throws(AWSServiceError) in try record.attributes.apply(attributes) }
        } else {
            try await createQueue(name, attributes: attributes)
        }
    }

    /// The bodies of the messages that somebody holds at this moment.
    package func bodiesInFlight(of queue: String) -> [String] {
        let now = clock.now
        return state.withLock { state in
            (state.queues[queue]?.state.inOrder ?? [])
                .filter { $0.receivedAt != nil && $0.visibleAt > now }.map(\.content.body)
        }
    }
}
