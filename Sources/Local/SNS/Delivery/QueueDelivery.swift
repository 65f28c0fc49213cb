import SluiceQueue
import SluiceWire

/// Puts a message into a queue of this server.
struct QueueDelivery: Sendable {
    let queues: QueueHost
    let host: TopicHost

    /// Tries once; a queue that is not there, or takes no such message, will not take it later either.
    func attempt(_ delivery: DeliveryRecord, _ subscription: SubscriptionRecord) async -> DeliveryOutcome {
        guard let message = delivery.message, let queue = QueueARN.name(in: subscription.endpoint) else {
            return .failed("'\(subscription.endpoint)' is no queue's ARN", mayPass: false)
        }
        let body = MessageForm.text(delivery, to: subscription, host)
        let attributes = subscription.isRaw ? message.attributes : [:]
        do throws(AWSServiceError) {
            try MessageRules.check(attributes: attributes)
            try MessageRules.check(characters: body)
            let limit = try queues.withQueue(queue) { $0.state.settings.maximumMessageSize }
            guard MessageRules.size(body, attributes) <= limit else { throw .messageTooLong(limit: limit) }
            try await queues.send(
                MessageContent(messageID: host.newID(), body: body, attributes: attributes.isEmpty ? nil : attributes),
                to: queue
            )
            return .made
        } catch {
            return .failed("\(error)", mayPass: error.status >= 500 || error.code == AWSServiceError.tooMuchWaits.code)
        }
    }
}
