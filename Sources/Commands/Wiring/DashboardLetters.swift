import AsyncHTTPClient
import Logging
import SluiceAWS
import SluiceLocal
import SluiceModel
import SluiceWorker

/// The dead letters for the dashboard, by the very code of `sluice dead`.
struct DashboardLetters: Sendable {
    /// The letters; made when they are needed, as the address is known late.
    let box: @Sendable () throws -> DeadLetterBox

    private static let most = 2000

    /// Every letter.
    func all() async throws -> [DashboardSource.Letter] {
        try await box().withLetters(DeadLetterFilter(), limit: Self.most) { letters in
            (
                [],
                letters.map {
                    .init(
                        messageID: $0.messageID,
                        job: $0.job,
                        cause: $0.cause?.rawValue ?? "queue",
                        message: $0.message,
                        since: $0.sentAt,
                        body: $0.body
                    )
                }
            )
        }
    }

    /// Does something to the letters with these ids; returns how many there were.
    func perform(_ deed: DashboardSource.Deed, _ messages: Set<String>) async throws -> Int {
        let box = try box()
        var filter = DeadLetterFilter()
        filter.names = messages
        guard !messages.isEmpty else { return 0 }
        return try await box.withLetters(filter, limit: Self.most) { letters in
            let settled = try await box.perform(
                deed == .retry ? .retry : .drop,
                on: letters,
                by: "\(DeedOptions.actor) (dashboard)"
            )
            return (settled, settled.count)
        }
    }
}

extension Connections {
    /// The dead letters of a system that this process runs.
    /// - Throws: what the settings lack.
    static func deadLetters(
        _ plan: LocalPlan,
        endpoint: String,
        _ cloud: LocalCloud,
        http: HTTPClient
    ) throws -> DeadLetterBox {
        let variables = EnvironmentExports.variables(
            endpoint: endpoint,
            region: cloud.options.region,
            cloud.credentials
        )
        return DeadLetterBox(
            aws: try client(
                environment: Dictionary(uniqueKeysWithValues: variables),
                http: http,
                logger: .standardError("aws", level: .warning)
            ),
            queueURL: "\(endpoint)/000000000000/\(plan.queue)",
            deadLetterQueueURL: "\(endpoint)/000000000000/\(plan.deadLetterQueue)",
            bucket: plan.bucket,
            clock: WallClock()
        )
    }
}
