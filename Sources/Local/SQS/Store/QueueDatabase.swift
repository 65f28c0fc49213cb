import GRDB
import SluiceModel
import SluiceQueue
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `queue.sqlite`: the queues as they were at the last commit.
///
/// Write-ahead log with `synchronous=FULL`: a commit has reached the disk when it returns.
struct QueueDatabase: Sendable {
    private let database: GRDB.DatabaseQueue

    /// Opens the file at `path`, or makes it.
    /// - Throws: `DatabaseError` when it is not a database or cannot be written.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.label = "queue.sqlite"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        }
        database = try GRDB.DatabaseQueue(path: path, configuration: configuration)
        try Self.migrator.migrate(database)
    }

    /// Writes `entries` in one transaction and returns when they are on disk.
    /// - Throws: `DatabaseError`; then nothing was written.
    func commit(_ entries: [JournalEntry]) async throws {
        try await database.write { database in
            for entry in entries { try Self.apply(entry, to: database) }
        }
    }

    /// Reads everything back.
    /// - Throws: `DatabaseError`, or `DecodingError` when a record is not what this version writes.
    func load() throws -> [(record: QueueRecord, messages: [StoredMessage])] {
        try database.read { database in
            let records = try String.fetchAll(database, sql: "SELECT record FROM queues ORDER BY id")
                .map { try JSONDecoder().decode(QueueRecord.self, from: Data($0.utf8)) }
            var messages: [Int64: [StoredMessage]] = [:]
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM messages ORDER BY sequence")
            while let row = try rows.next() {
                messages[row["queue"], default: []].append(try StoredMessage(row))
            }
            return records.map { ($0, messages[$0.id] ?? []) }
        }
    }

    /// The largest sequence number ever used.
    /// - Throws: `DatabaseError`.
    func largestSequence() throws -> Int64 {
        try database.read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT MAX(value) FROM (SELECT value FROM counters UNION ALL SELECT MAX(sequence) FROM messages)"
            ) ?? 0
        }
    }

    /// Reserves sequence numbers up to `value`, so that numbers of deleted messages do not come back after a restart.
    /// - Throws: `DatabaseError`.
    func reserveSequences(upTo value: Int64) throws {
        try database.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO counters (name, value) VALUES ('sequence', ?)",
                arguments: [value]
            )
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE queues (id INTEGER PRIMARY KEY, record TEXT NOT NULL);
                    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
                    CREATE TABLE messages (
                        sequence INTEGER PRIMARY KEY,
                        queue INTEGER NOT NULL,
                        id TEXT NOT NULL,
                        body TEXT NOT NULL,
                        attributes TEXT,
                        trace TEXT,
                        sent INTEGER NOT NULL,
                        visible INTEGER NOT NULL,
                        receives INTEGER NOT NULL,
                        first_received INTEGER,
                        received INTEGER,
                        source TEXT
                    );
                    """
            )
        }
        return migrator
    }

    private static func apply(_ entry: JournalEntry, to database: Database) throws {
        switch entry {
        case .queue(let record):
            let json = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
            try run(database, "INSERT OR REPLACE INTO queues (id, record) VALUES (?, ?)", [record.id, json])
        case .dropQueue(let id):
            try run(database, "DELETE FROM messages WHERE queue = ?", [id])
            try run(database, "DELETE FROM queues WHERE id = ?", [id])
        case .purge(let id):
            try run(database, "DELETE FROM messages WHERE queue = ?", [id])
        case .message(let message, let queueID):
            try run(
                database,
                "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                try message.columns(queueID: queueID)
            )
        case .visibility(let message):
            try run(
                database,
                "UPDATE messages SET visible = ?, receives = ?, first_received = ?, received = ? WHERE sequence = ?",
                [
                    message.visibleAt.nanoseconds, message.receiveCount, message.firstReceivedAt?.nanoseconds,
                    message.receivedAt?.nanoseconds, message.sequence,
                ]
            )
        case .delete(let sequence):
            try run(database, "DELETE FROM messages WHERE sequence = ?", [sequence])
        }
    }

    private static func run(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension StoredMessage {
    /// The message in a row of `messages`.
    fileprivate init(_ row: Row) throws {
        let decoder = JSONDecoder()
        let attributes: String? = row["attributes"]
        let trace: String? = row["trace"]
        self.init(
            sequence: row["sequence"],
            content: MessageContent(
                messageID: row["id"],
                body: row["body"],
                attributes: try attributes.map {
                    try decoder.decode([String: SQS.MessageAttribute].self, from: Data($0.utf8))
                },
                traceHeader: try trace.map { try decoder.decode(SQS.MessageAttribute.self, from: Data($0.utf8)) }
            ),
            sentAt: Timestamp(nanoseconds: row["sent"]),
            visibleAt: Timestamp(nanoseconds: row["visible"]),
            receiveCount: row["receives"],
            firstReceivedAt: (row["first_received"] as Int64?).map { Timestamp(nanoseconds: $0) },
            receivedAt: (row["received"] as Int64?).map { Timestamp(nanoseconds: $0) },
            deadLetterSource: row["source"]
        )
    }

    /// The values of the columns of `messages`, in their order.
    fileprivate func columns(queueID: Int64) throws -> StatementArguments {
        let encoder = JSONEncoder()
        return [
            self.sequence, queueID, content.messageID, content.body,
            try content.attributes.map { String(decoding: try encoder.encode($0), as: UTF8.self) },
            try content.traceHeader.map { String(decoding: try encoder.encode($0), as: UTF8.self) },
            sentAt.nanoseconds, visibleAt.nanoseconds, receiveCount, firstReceivedAt?.nanoseconds,
            receivedAt?.nanoseconds, deadLetterSource,
        ]
    }
}
