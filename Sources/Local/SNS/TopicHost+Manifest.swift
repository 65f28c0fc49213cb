import GRDB
import SluiceModel
package import SluiceWire

extension TopicHost {
    /// Makes a topic that exactly these endpoints are subscribed to, besides those that subscribed themselves.
    ///
    /// An endpoint that has not confirmed is asked again.
    /// - Parameters:
    ///   - name: The topic's name.
    ///   - subscribers: Protocol, `http`, `https` or `sqs`, and endpoint.
    /// - Throws: `AWSServiceError`.
    package func ensureTopic(
        _ name: String,
        subscribers: [(protocolName: String, endpoint: String)]
    ) async throws(AWSServiceError) {
        try await createTopic(name, attributes: [:], tags: [:])
        var kept: Set<String> = []
        for subscriber in subscribers {
            let record = try await subscribe(
                subscriber.endpoint,
                by: subscriber.protocolName,
                to: name,
                attributes: nil,
                isFromManifest: true
            )
            kept.insert(record.id)
        }
        let wanted = kept
        try await database.write { database in
            let gone = try database.subscriptions(of: name).filter { $0.isFromManifest && !wanted.contains($0.id) }
            try database.remove(subscriptions: gone.map(\.id))
        }
    }
}
