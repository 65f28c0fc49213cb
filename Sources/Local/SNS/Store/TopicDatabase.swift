import GRDB
import SluiceModel
import SluiceWire

/// `topics.sqlite`: topics, subscriptions, and deliveries that have not been made.
///
/// There is no second copy in memory: an operation is one transaction, and what it did is on disk when it returns
/// (write-ahead log, `synchronous=FULL`).
struct TopicDatabase: Sendable {
    private let database: GRDB.DatabaseQueue

    /// Opens the file at `path`, or makes it.
    /// - Throws: `DatabaseError` when it is not a database or cannot be written.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.label = "topics.sqlite"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        }
        database = try GRDB.DatabaseQueue(path: path, configuration: configuration)
        try Self.migrator.migrate(database)
    }

    /// Runs `body` in a transaction.
    /// - Throws: The `AWSServiceError` that `body` throws; any other error becomes `InternalError`.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(AWSServiceError) -> Result {
        do {
            return try await database.write(body)
        } catch {
            throw Self.translated(error)
        }
    }

    /// Runs `body` on one state of everything.
    /// - Throws: What `write` throws.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(AWSServiceError) -> Result {
        do {
            return try await database.read(body)
        } catch {
            throw Self.translated(error)
        }
    }

    private static func translated(_ error: any Error) -> AWSServiceError {
        error as? AWSServiceError
            ?? AWSServiceError("InternalError", "topics.sqlite could not be used: \(error)", status: 500)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE topics (name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL);
                    CREATE TABLE subscriptions (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL UNIQUE,
                        topic TEXT NOT NULL,
                        protocolName TEXT NOT NULL,
                        endpoint TEXT NOT NULL,
                        attributes TEXT NOT NULL,
                        token TEXT NOT NULL,
                        isConfirmed INTEGER NOT NULL,
                        endsAuthenticated INTEGER NOT NULL,
                        isFromManifest INTEGER NOT NULL,
                        UNIQUE (topic, protocolName, endpoint)
                    );
                    CREATE TABLE deliveries (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        subscription TEXT NOT NULL,
                        messageID TEXT NOT NULL,
                        message TEXT,
                        attempts INTEGER NOT NULL,
                        due INTEGER NOT NULL
                    );
                    CREATE INDEX deliveries_due ON deliveries (due);
                    CREATE INDEX deliveries_subscription ON deliveries (subscription);
                    """
            )
        }
        return migrator
    }
}

extension Database {
    /// The topic of that name.
    /// - Throws: `AWSServiceError` when there is none.
    func topic(_ name: String) throws -> TopicRecord {
        guard let topic = try TopicRecord.fetchOne(self, key: name) else { throw AWSServiceError.topicDoesNotExist }
        return topic
    }

    /// The subscriptions of a topic, in the order in which they came.
    func subscriptions(of topic: String) throws -> [SubscriptionRecord] {
        try SubscriptionRecord.fetchAll(
            self,
            sql: "SELECT * FROM subscriptions WHERE topic = ? ORDER BY number",
            arguments: [topic]
        )
    }

    /// The subscription of that id; nil when there is none.
    func subscription(_ id: String) throws -> SubscriptionRecord? {
        try SubscriptionRecord.fetchOne(self, sql: "SELECT * FROM subscriptions WHERE id = ?", arguments: [id])
    }

    /// Removes subscriptions and what was on its way to them.
    func remove(subscriptions ids: [String]) throws {
        for id in ids {
            try execute(sql: "DELETE FROM deliveries WHERE subscription = ?", arguments: [id])
            try execute(sql: "DELETE FROM subscriptions WHERE id = ?", arguments: [id])
        }
    }
}
