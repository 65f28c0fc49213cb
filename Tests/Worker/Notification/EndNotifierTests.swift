import Logging
import SluiceModel
import Synchronization
import Testing

@testable import SluiceWorker

@Suite("Telling of a job's end", .timeLimit(.minutes(1)))
struct EndNotifierTests {
    private static func status() throws -> JobStatus {
        var status = JobStatus(
            request: JobRequest(id: try #require(JobID("job-1")), input: nil),
            attempt: 1,
            startedAt: Timestamp(nanoseconds: 0),
            task: "t",
            messageID: "m",
            leaseUntil: Timestamp(nanoseconds: 1),
            history: []
        )
        status.status = .succeeded
        return status
    }

    private static func notifier(
        _ clock: some TimeSource,
        onlyFailures: Bool = false,
        publish: @escaping @Sendable (EndNotice) async throws -> Void
    ) -> EndNotifier {
        EndNotifier(
            notifications: JobNotifications(topicARN: "arn", onlyFailures: onlyFailures),
            bucket: "b",
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            publish: publish
        )
    }

    @Test("publishes what is wanted and nothing else", arguments: [false, true])
    func publishes(onlyFailures: Bool) async throws {
        let told = Mutex<[String]>([])
        let notifier = Self.notifier(WallClock(), onlyFailures: onlyFailures) { notice in
            told.withLock { $0.append(notice.id.text) }
        }
        await notifier.tell(try Self.status())
        #expect(told.withLock { $0 } == (onlyFailures ? [] : ["job-1"]))
    }

    @Test("goes on when nobody takes the message")
    func failure() async throws {
        struct Refused: Error {}
        await Self.notifier(WallClock()) { _ in throw Refused() }.tell(try Self.status())
    }

    @Test("does not wait for ever for an answer")
    func patience() async throws {
        let clock = PassingClock()
        let wasCancelled = Mutex(false)
        let notifier = Self.notifier(clock) { _ in
            // An answer that never comes.
            let never = AsyncStream<Void> { _ in }
            for await _ in never {}
            wasCancelled.withLock { $0 = Task.isCancelled }
        }
        await notifier.tell(try Self.status())
        #expect(clock.slept == [EndNotifier.patience])
        #expect(wasCancelled.withLock { $0 })
    }
}

/// A clock whose sleeps are over at once.
private final class PassingClock: TimeSource {
    typealias Duration = Swift.Duration
    private let sleeps = Mutex<[Duration]>([])

    var slept: [Duration] { sleeps.withLock { $0 } }
    var now: Timestamp { Timestamp(nanoseconds: 0) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        sleeps.withLock { $0.append(now.duration(to: deadline)) }
    }
}
