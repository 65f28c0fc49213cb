import GRDB
import SluiceModel
import SluiceWire

extension TopicHost {
    /// A message to publish, checked.
    struct Outgoing: Sendable {
        let id: String
        let subject: String?
        /// The text; where it differs, by protocol.
        let text: String
        let byProtocol: [String: String]
        let attributes: [String: SNS.MessageAttribute]
    }

    /// Writes down who is to get which message, and returns when that is on disk; the deliveries come after.
    /// - Throws: `AWSServiceError` when there is no such topic.
    func publish(_ messages: [Outgoing], to topic: String) async throws(AWSServiceError) {
        let now = clock.now
        try await database.write { database in
            _ = try database.topic(topic)
            let subscriptions = try database.subscriptions(of: topic).filter(\.isConfirmed)
            for message in messages {
                for subscription in subscriptions where subscription.wants(message.attributes) {
                    let published = PublishedMessage(
                        subject: message.subject,
                        text: message.byProtocol[subscription.protocolName] ?? message.text,
                        attributes: message.attributes,
                        publishedAt: now
                    )
                    var delivery = DeliveryRecord(
                        to: subscription.id,
                        messageID: message.id,
                        message: published,
                        at: now
                    )
                    try delivery.insert(database)
                }
            }
        }
        bell.ring()
    }
}
