import Logging
import SluiceAWS
import SluiceModel
import SluiceWire

/// Publishes the ends of jobs.
///
/// A job is settled whether or not its end can be published: failures are logged, and waiting has a limit.
struct EndNotifier: Sendable {
    let notifications: JobNotifications
    let bucket: String
    let clock: any TimeSource
    let logger: Logger
    let publish: @Sendable (EndNotice) async throws -> Void

    /// How long publishing may take, further attempts included.
    static let patience = Duration.seconds(5)

    /// Tells of a job's end if somebody wants to hear of it.
    func tell(_ status: JobStatus) async {
        guard let notice = EndNotice(status, bucket: bucket, notifications) else { return }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await publish(notice) }
                group.addTask {
                    try await clock.sleep(until: clock.now.advanced(by: Self.patience), tolerance: nil)
                    throw NoAnswer()
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            logger.error(
                "the end of a job could not be published",
                metadata: ["job": "\(status.id)", "topic": "\(notifications.topicARN)", "error": "\(error)"]
            )
        }
    }

    /// Nobody took the message in time.
    private struct NoAnswer: Error, CustomStringConvertible {
        var description: String { "no answer within \(EndNotifier.patience.inSeconds) s" }
    }
}

extension EndNotifier {
    /// Publishes by way of SNS; nil when nobody wants to hear of ends.
    init?(_ configuration: WorkerConfiguration, sns: SNSClient, clock: any TimeSource, logger: Logger) {
        guard let notifications = configuration.notifications else { return nil }
        self.init(notifications: notifications, bucket: configuration.bucket, clock: clock, logger: logger) { notice in
            try await sns.publish(
                topicARN: notifications.topicARN,
                message: notice.message,
                subject: notice.subject,
                attributes: notice.attributes.mapValues {
                    SNS.MessageAttribute(dataType: "String", stringValue: $0)
                }
            )
        }
    }
}
