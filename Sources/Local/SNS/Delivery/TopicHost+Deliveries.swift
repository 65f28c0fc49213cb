import GRDB
import SluiceModel
import SluiceWire

extension TopicHost {
    /// Deliveries that are due: of each subscription the first `lanes`.
    func dueDeliveries(
        at now: Timestamp,
        lanes: Int,
        except ids: Set<Int64>
    ) async throws(AWSServiceError) -> [DeliveryRecord] {
        let underWay = ids.map(String.init).joined(separator: ",")
        return try await database.read { database in
            try DeliveryRecord.fetchAll(
                database,
                sql: """
                    SELECT id, subscription, messageID, message, attempts, due FROM (
                        SELECT *, ROW_NUMBER() OVER (PARTITION BY subscription ORDER BY id) AS place
                        FROM deliveries WHERE due <= ? AND id NOT IN (\(underWay))
                    ) WHERE place <= ? ORDER BY id
                    """,
                arguments: [now.nanoseconds, lanes]
            )
        }
    }

    /// When the next delivery that is not due at `now` will be; nil when there is none.
    func nextDelivery(after now: Timestamp) async throws(AWSServiceError) -> Timestamp? {
        try await database.read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT MIN(due) FROM deliveries WHERE due > ?",
                arguments: [now.nanoseconds]
            ).map { Timestamp(nanoseconds: $0) }
        }
    }

    /// The subscription of that id; nil when it has ended.
    func subscription(_ id: String) async throws(AWSServiceError) -> SubscriptionRecord? {
        try await database.read { try $0.subscription(id) }
    }

    /// Writes down what became of a delivery.
    func settle(_ id: Int64, _ settlement: DeliverySettlement) async throws(AWSServiceError) {
        try await database.write { database in
            switch settlement {
            case .done: try database.execute(sql: "DELETE FROM deliveries WHERE id = ?", arguments: [id])
            case .again(let attempts, let due):
                try database.execute(
                    sql: "UPDATE deliveries SET attempts = ?, due = ? WHERE id = ?",
                    arguments: [attempts, due.nanoseconds, id]
                )
            }
        }
    }
}
