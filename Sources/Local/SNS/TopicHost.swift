import SluiceModel
import SluiceWire
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The topics of the local server.
package final class TopicHost: Sendable {
    let database: TopicDatabase
    let region: String
    let clock: any TimeSource
    let newID: @Sendable () -> String
    /// Wakes whoever delivers.
    let bell = DeliveryBell()
    private let address = Mutex("http://127.0.0.1:4566")

    /// Opens the topics stored in the file at `path`.
    /// - Throws: `DatabaseError` when the file cannot be read.
    init(
        path: String,
        region: String,
        clock: any TimeSource,
        newID: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) throws {
        database = try TopicDatabase(path: path)
        self.region = region
        self.clock = clock
        self.newID = newID
    }

    /// Where the server listens, for the addresses in messages.
    var endpoint: String {
        get { address.withLock { $0 } }
        set { address.withLock { $0 = newValue } }
    }

    /// The ARN of a topic.
    package func arn(_ topic: String) -> String { TopicARN.text(name: topic, region: region) }

    /// The ARN of a subscription.
    func arn(_ subscription: SubscriptionRecord) -> String {
        TopicARN.text(subscription: subscription.id, topic: subscription.topic, region: region)
    }
}
