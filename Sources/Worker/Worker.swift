package import AsyncHTTPClient
package import Logging
import ServiceLifecycle
package import SluiceAWS
package import SluiceModel
import SluiceWire

/// A worker: receives one message at a time, runs its job as a child process, settles it, and begins again.
///
/// A graceful shutdown stops the receiving, lets the job end if the platform's patience allows, and otherwise gives its
/// message back.
package struct Worker: Service {
    private let configuration: WorkerConfiguration
    private let sqs: SQSClient
    private let handler: DeliveryHandler
    private let protection: TaskProtection
    private let drain = DrainState()
    private let clock: any TimeSource
    private let logger: Logger

    /// A worker.
    ///
    /// - Parameters:
    ///   - configuration: What it does.
    ///   - sqs: The queue.
    ///   - s3: The object store.
    ///   - sns: Where the ends of jobs are told, if the configuration says so.
    ///   - http: For the task's agent.
    ///   - baseEnvironment: The environment that jobs inherit.
    ///   - clock: Where the time comes from.
    ///   - logger: Where it tells what it does.
    package init(
        configuration: WorkerConfiguration,
        sqs: SQSClient,
        s3: S3Client,
        sns: SNSClient,
        http: HTTPClient,
        baseEnvironment: [String: String],
        clock: any TimeSource,
        logger: Logger
    ) {
        self.configuration = configuration
        self.sqs = sqs
        self.clock = clock
        self.logger = logger
        protection = TaskProtection(agentURI: configuration.agentURI, http: http, logger: logger)
        handler = DeliveryHandler(
            configuration: configuration,
            sqs: sqs,
            statuses: StatusStore(s3: s3, bucket: configuration.bucket),
            s3: s3,
            protection: protection,
            notifier: EndNotifier(configuration, sns: sns, clock: clock, logger: logger),
            drain: drain,
            baseEnvironment: baseEnvironment,
            clock: clock,
            logger: logger
        )
    }

    /// Works until a graceful shutdown.
    package func run() async throws {
        await withGracefulShutdownHandler {
            var trouble = ReceiveBackoff()
            while !drain.isRequested {
                if let message = await receive(&trouble) { await handle(message) }
            }
            await protection.off()
        } onGracefulShutdown: {
            self.logger.info("asked to stop")
            self.drain.request()
        }
    }

    /// The next message; nil when none came or the queue could not be asked.
    private func receive(_ trouble: inout ReceiveBackoff) async -> SQS.Message? {
        do {
            let messages = try await sqs.receiveMessages(
                queueURL: configuration.queueURL,
                maximum: 1,
                waitSeconds: configuration.receiveWaitSeconds,
                visibilityTimeout: configuration.lease.visibility.wholeSecondsRoundedUp
            )
            trouble = ReceiveBackoff()
            // Only now is it idle: between two jobs it stays protected.
            if messages.isEmpty { await protection.off() }
            return messages.first
        } catch {
            let wait = trouble.next()
            logger.error(
                "the queue could not be asked",
                metadata: ["error": "\(error)", "again in": "\(wait.inSeconds) s"]
            )
            // A request to stop ends the wait.
            await cancelWhenGracefulShutdown {
                try? await self.clock.sleep(until: self.clock.now.advanced(by: wait), tolerance: nil)
            }
            return nil
        }
    }

    private func handle(_ message: SQS.Message) async {
        do {
            if drain.isRequested {
                // It was on its way when the request to stop came.
                try await handler.giveBack(message)
            } else {
                try await handler.handle(message)
            }
        } catch {
            logger.error(
                "a delivery could not be settled; it will come again",
                metadata: ["message": "\(message.MessageId)", "error": "\(error)"]
            )
        }
    }
}

/// The waits between attempts to reach a queue that does not answer: 1, 2, 4 … 30 s.
struct ReceiveBackoff: Sendable {
    private var failures = 0

    mutating func next() -> Duration {
        defer { failures += 1 }
        return .seconds(min(30, 1 << min(failures, 5)))
    }
}
