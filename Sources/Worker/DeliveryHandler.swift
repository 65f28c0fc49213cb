import Logging
import SluiceAWS
import SluiceModel
import SluiceProcess
import SluiceWire

/// Takes one delivery from its message to its end.
///
/// The order is what keeps work from being lost: claim, run, store outputs and log, store the final status, tell of the
/// end, and only then delete the message. Whatever happens in between, the message comes back.
struct DeliveryHandler: Sendable {
    let configuration: WorkerConfiguration
    let sqs: SQSClient
    let statuses: StatusStore
    let s3: S3Client
    let protection: TaskProtection
    /// Tells of the ends of jobs; nil when nobody wants to hear of them.
    let notifier: EndNotifier?
    let drain: DrainState
    let baseEnvironment: [String: String]
    let clock: any TimeSource
    let logger: Logger

    /// How long a message waits when two tasks went for it at the same moment.
    private static let conflictDelay = 5

    /// Works a message to its end; what fails here leaves the message in the queue.
    /// - Throws: `AWSServiceError` or a transport error.
    func handle(_ message: SQS.Message) async throws {
        let receivedAt = clock.now
        let sentAt = message.Attributes?["SentTimestamp"].flatMap(Int64.init).map { Timestamp(milliseconds: $0) }
        let content: JobMessage
        do throws(JobMessageError) {
            content = try JobMessage(body: message.Body, messageID: message.MessageId, sentAt: sentAt)
        } catch {
            logger.error("a message is not a job", metadata: ["message": "\(message.MessageId)", "error": "\(error)"])
            return try await bury(message, JobFailure(cause: .message, message: error.description), job: nil)
        }
        switch content {
        case .nothing(let reason):
            logger.info("a message asks for nothing", metadata: ["reason": "\(reason)"])
            try await delete(message)
        case .several(let jobs): try await split(message, into: jobs)
        case .job(let request): try await work(request, message, receivedAt)
        }
    }

    /// Gives a message back that arrived too late to be worked.
    func giveBack(_ message: SQS.Message) async throws {
        try await setVisibility(message, 0)
    }

    private func work(_ request: JobRequest, _ message: SQS.Message, _ receivedAt: Timestamp) async throws {
        let stored = try await statuses.read(request.id)
        var generator = SystemRandomNumberGenerator()
        let claim = Claim(
            request: request,
            stored: stored?.status,
            messageID: message.MessageId,
            isSentAgain: DeadLetter.isSentAgain(message),
            task: configuration.task,
            at: clock.now,
            lease: configuration.lease,
            retry: configuration.retry,
            using: &generator
        )
        switch claim {
        case .alreadyOver:
            logger.info("the job is over already; its message is deleted", metadata: ["job": "\(request.id)"])
            // The message that the job ended with was not deleted: its end may not have been told either.
            if let status = stored?.status, status.messageID == message.MessageId { await notifier?.tell(status) }
            try await delete(message)
        case .held(let until):
            let wait = min(
                SQSLimits.visibilityTimeout.upperBound,
                clock.now.duration(to: until).wholeSecondsRoundedUp + 1
            )
            logger.info("another task works on the job", metadata: ["job": "\(request.id)", "again in": "\(wait) s"])
            try await setVisibility(message, wait)
        case .exhausted(let status):
            let failure = status.history.last?.error ?? JobFailure(cause: .lost, message: "the task vanished")
            try await fail(status, failure, usage: nil, version: stored?.version, message)
        case .start(let status):
            do {
                let claimed = try await statuses.write(status, replacing: stored?.version)
                try await run(claimed, message, receivedAt)
            } catch is StatusStore.Conflict {
                logger.info("another task was faster", metadata: ["job": "\(request.id)"])
                try await setVisibility(message, Self.conflictDelay)
            }
        }
    }

    private func run(_ claimed: StatusStore.Versioned, _ message: SQS.Message, _ receivedAt: Timestamp) async throws {
        let job = claimed.status
        logger.info("job started", metadata: ["job": "\(job.id)", "attempt": "\(job.attempt)"])
        await protection.on(for: configuration.timeout)
        let scratch = try ScratchFolder(parent: configuration.scratchFolder, job: job.id, attempt: job.attempt)
        defer { scratch.remove() }
        let keeper = LeaseKeeper(
            claimed,
            receivedAt: receivedAt,
            message: message,
            scratch: scratch,
            configuration: configuration,
            sqs: sqs,
            statuses: statuses,
            clock: clock,
            logger: logger
        )
        let outcome = await keeper.whileHeld { await attempt(job, scratch, keeper) }
        guard let held = await keeper.release() else {
            logger.warning("the claim was lost; the result is dropped", metadata: ["job": "\(job.id)"])
            return
        }
        try await settle(outcome, held, message)
    }

    private func settle(_ outcome: AttemptOutcome, _ held: StatusStore.Versioned, _ message: SQS.Message) async throws {
        var status = held.status
        status.leaseUntil = nil
        status.usage = outcome.usage
        switch outcome.end {
        case .succeeded:
            status.status = .succeeded
            status.outputs = outcome.outputs
            status.error = nil
            status.finishedAt = clock.now
            status.progress = nil
            _ = try await statuses.writeHeld(status, replacing: held.version)
            await notifier?.tell(status)
            try await delete(message)
            logger.info(
                "job succeeded",
                metadata: ["job": "\(status.id)", "seconds": "\(outcome.usage?.wallSeconds ?? 0)"]
            )
        case .givenBack(let reason):
            status.history.append(record(status, outcome, error: nil, givenBack: true))
            status.attempt -= 1
            _ = try await statuses.writeHeld(status, replacing: held.version)
            try await setVisibility(message, 0)
            logger.info("job given back", metadata: ["job": "\(status.id)", "reason": "\(reason)"])
        case .failed(let failure):
            status.history.append(record(status, outcome, error: failure, givenBack: false))
            try await retryOrFail(status, failure, outcome.usage, held.version, message)
        }
    }

    private func retryOrFail(
        _ status: JobStatus,
        _ failure: JobFailure,
        _ usage: JobUsage?,
        _ version: String,
        _ message: SQS.Message
    ) async throws {
        var generator = SystemRandomNumberGenerator()
        let failures = status.countedFailures
        switch configuration.retry.verdict(after: failure.cause, failures: failures, using: &generator) {
        case .giveUp: try await fail(status, failure, usage: usage, version: version, message)
        case .retry(let wait):
            var status = status
            status.error = failure
            status.progress = nil
            _ = try await statuses.writeHeld(status, replacing: version)
            try await setVisibility(message, wait.wholeSecondsRoundedUp)
            logger.warning(
                "attempt failed",
                metadata: [
                    "job": "\(status.id)", "attempt": "\(status.attempt)", "cause": "\(failure.cause.rawValue)",
                    "error": "\(failure.message)", "again in": "\(wait.wholeSecondsRoundedUp) s",
                ]
            )
        }
    }

    private func fail(
        _ status: JobStatus,
        _ failure: JobFailure,
        usage: JobUsage?,
        version: String?,
        _ message: SQS.Message
    ) async throws {
        var status = status
        status.status = .failed
        status.error = failure
        status.usage = usage
        status.leaseUntil = nil
        status.progress = nil
        status.finishedAt = clock.now
        // The letter first: a second copy of it does less harm than none.
        try await copyToDeadLetters(message, failure, job: status.id)
        _ = try await statuses.writeHeld(status, replacing: version)
        await notifier?.tell(status)
        try await delete(message)
        logger.error(
            "job failed",
            metadata: ["job": "\(status.id)", "cause": "\(failure.cause.rawValue)", "error": "\(failure.message)"]
        )
    }

    private func record(
        _ status: JobStatus,
        _ outcome: AttemptOutcome,
        error: JobFailure?,
        givenBack: Bool
    ) -> JobAttempt {
        JobAttempt(
            attempt: status.attempt,
            task: configuration.task,
            startedAt: status.startedAt ?? clock.now,
            finishedAt: clock.now,
            error: error,
            givenBack: givenBack,
            usage: outcome.usage
        )
    }
}

/// What one attempt came to, its files stored.
struct AttemptOutcome: Sendable {
    var end: AttemptEnd
    var usage: JobUsage?
    var outputs: [JobOutput] = []
}
