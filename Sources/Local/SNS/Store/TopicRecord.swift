import GRDB
import SluiceModel
import SluiceWire

/// What is stored of a topic.
struct TopicRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "topics"

    let name: String
    var attributes: [String: String]
    var tags: [String: String]
}

/// What is stored of a subscription.
struct SubscriptionRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "subscriptions"

    /// Its place in lists; nil until it is stored.
    private(set) var number: Int64?
    let id: String
    /// The topic's name.
    let topic: String
    /// `http`, `https` or `sqs`.
    let protocolName: String
    let endpoint: String
    var attributes: [String: String]
    /// What it is confirmed with.
    let token: String
    var isConfirmed: Bool
    /// Whether only signed calls may end it.
    var endsAuthenticated: Bool
    /// Whether it follows from a manifest, and goes when the manifest no longer names it.
    var isFromManifest: Bool

    /// A subscription to a topic; those of queues need no confirmation.
    init(
        id: String,
        topic: String,
        protocolName: String,
        endpoint: String,
        attributes: [String: String],
        token: String,
        isFromManifest: Bool
    ) {
        self.id = id
        self.topic = topic
        self.protocolName = protocolName
        self.endpoint = endpoint
        self.attributes = attributes
        self.token = token
        self.isFromManifest = isFromManifest
        isConfirmed = protocolName == "sqs"
        endsAuthenticated = false
    }

    /// Whether it gets messages as they are, without an envelope.
    var isRaw: Bool { attributes["RawMessageDelivery"] == "true" }

    /// Whether it wants a message with these attributes.
    func wants(_ message: [String: SNS.MessageAttribute]) -> Bool {
        guard let policy = attributes["FilterPolicy"] else { return true }
        // It was read before it was stored.
        return (try? SNSFilterPolicy(policy))?.accepts(message) ?? true
    }

    /// Takes its place from the database.
    mutating func didInsert(_ inserted: InsertionSuccess) { number = inserted.rowID }
}

/// A message on its way to one subscription.
struct DeliveryRecord: Codable, Sendable, FetchableRecord, MutablePersistableRecord {
    static let databaseTableName = "deliveries"

    private(set) var id: Int64?
    /// The subscription's id.
    let subscription: String
    /// The message's id, the same for every subscriber and attempt.
    let messageID: String
    /// What was published; nil for the question whether the endpoint wants to be subscribed.
    let message: PublishedMessage?
    /// How often it was tried.
    var attempts: Int
    /// When it is to be tried, in nanoseconds since 1970.
    var due: Int64

    /// A delivery that may be tried at once.
    init(to subscription: String, messageID: String, message: PublishedMessage?, at now: Timestamp) {
        self.subscription = subscription
        self.messageID = messageID
        self.message = message
        attempts = 0
        due = now.nanoseconds
    }

    /// Takes its number from the database.
    mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }
}

/// A message as one kind of subscriber gets it.
struct PublishedMessage: Codable, Sendable, Hashable {
    let subject: String?
    let text: String
    let attributes: [String: SNS.MessageAttribute]
    let publishedAt: Timestamp
}
