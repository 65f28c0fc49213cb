package import SluiceModel

/// What to do with a delivery, given what is stored about its job.
///
/// Queues deliver at least once: a job may be done already, be in somebody else's hands, or have been dropped half-way.
package enum Claim: Sendable, Hashable {
    /// Start this attempt; `failures` are the causes of those before it.
    case start(JobStatus)
    /// The job is over; the message can go.
    case alreadyOver
    /// Another task works on it; look again at that time.
    case held(until: Timestamp)
    /// The attempts are used up by tasks that vanished; the job has failed.
    case exhausted(JobStatus)

    /// Decides.
    ///
    /// - Parameters:
    ///   - request: The job of the delivery.
    ///   - stored: Its status document; nil when it has none.
    ///   - messageID: The message of the delivery.
    ///   - isSentAgain: Whether somebody took the message out of the dead letters to have the job run again.
    ///   - task: The task that would work on it.
    ///   - now: The time.
    ///   - lease: How long a claim holds.
    ///   - retry: How many attempts there are.
    ///   - generator: Randomness for the retry rules.
    package init(
        request: JobRequest,
        stored: JobStatus?,
        messageID: String,
        isSentAgain: Bool = false,
        task: String,
        at now: Timestamp,
        lease: LeaseRules,
        retry: RetryRules,
        using generator: inout some RandomNumberGenerator
    ) {
        var history = stored?.history ?? []
        // The same message again, after it has been worked, is only a second delivery.
        let isNewRound = isSentAgain && stored.map { $0.messageID != messageID } ?? false
        if let stored {
            if stored.status.isFinal, stored.status == .succeeded || !isNewRound {
                self = .alreadyOver
                return
            }
            if let until = stored.leaseUntil {
                guard until <= now else {
                    self = .held(until: until)
                    return
                }
                history.append(Self.lostAttempt(stored, until: until))
            }
        }
        let former = isNewRound ? history.count : stored?.formerAttempts
        let failures = history.dropFirst(former ?? 0).countedFailures
        var status = JobStatus(
            request: request,
            attempt: failures.count + 1,
            startedAt: now,
            task: task,
            messageID: messageID,
            leaseUntil: now.advanced(by: lease.visibility),
            history: history
        )
        status.formerAttempts = former
        status.submittedAt = stored?.submittedAt ?? request.submittedAt
        if let last = failures.last, last == .lost,
            retry.verdict(after: last, failures: failures, using: &generator) == .giveUp
        {
            status.attempt = failures.count
            self = .exhausted(status)
        } else {
            self = .start(status)
        }
    }

    private static func lostAttempt(_ status: JobStatus, until: Timestamp) -> JobAttempt {
        JobAttempt(
            attempt: status.attempt,
            task: status.task ?? "",
            startedAt: status.startedAt ?? until,
            finishedAt: until,
            error: JobFailure(
                cause: .lost,
                message: "task \(status.task ?? "?") vanished in the middle of the attempt"
            ),
            givenBack: false,
            usage: nil
        )
    }
}

extension JobStatus {
    /// The causes of the attempts that count.
    package var countedFailures: [JobFailure.Cause] { history.dropFirst(formerAttempts ?? 0).countedFailures }
}

extension ArraySlice<JobAttempt> {
    /// The causes of the attempts that count.
    fileprivate var countedFailures: [JobFailure.Cause] {
        filter { !$0.givenBack }.compactMap { $0.error?.cause }
    }
}
