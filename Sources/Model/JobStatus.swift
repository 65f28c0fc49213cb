/// The status document of a job, stored as `jobs/<id>/status.json` (design, section 3.2).
///
/// A job that still waits in the queue has none.
package struct JobStatus: Sendable, Hashable, Codable {
    /// Where a job stands.
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case processing, succeeded, failed, cancelled

        /// Whether nothing will change any more.
        package var isFinal: Bool { self != .processing }
    }

    package var id: JobID
    package var status: State
    package var input: ObjectLocation?
    package var parameters: [String: JSONValue]
    /// How many runs of the job process have counted so far, the present one included; give-backs do not count.
    package var attempt: Int
    package var submittedAt: Timestamp?
    /// When the present (or last) attempt began.
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    /// The task that works, or worked last, on the job.
    package var task: String?
    /// The queue message this claim was made for.
    package var messageID: String?
    /// Until when the claim holds unless it is renewed; nil when nobody works on the job.
    package var leaseUntil: Timestamp?
    /// The last line the job wrote to its progress file.
    package var progress: JobProgress?
    package var outputs: [JobOutput]
    package var error: JobFailure?
    package var usage: JobUsage?
    /// Earlier attempts, oldest first.
    package var history: [JobAttempt]
    /// How many attempts in `history` belong to times before the job was sent again by hand; nil when it never was.
    ///
    /// They are told, and no longer counted.
    package var formerAttempts: Int?

    /// A status in which a task has just claimed the job.
    package init(
        request: JobRequest,
        attempt: Int,
        startedAt: Timestamp,
        task: String,
        messageID: String,
        leaseUntil: Timestamp,
        history: [JobAttempt]
    ) {
        id = request.id
        status = .processing
        input = request.input
        parameters = request.parameters
        self.attempt = attempt
        submittedAt = request.submittedAt
        self.startedAt = startedAt
        self.task = task
        self.messageID = messageID
        self.leaseUntil = leaseUntil
        outputs = []
        self.history = history
    }
}

/// One file a job left in its output folder.
package struct JobOutput: Sendable, Hashable, Codable {
    /// The path below the output folder.
    package var name: String
    package var bytes: Int64
    package var contentType: String

    /// A file of `bytes` bytes.
    package init(name: String, bytes: Int64, contentType: String) {
        self.name = name
        self.bytes = bytes
        self.contentType = contentType
    }
}

/// Why an attempt or a job failed.
package struct JobFailure: Sendable, Hashable, Codable {
    /// The kinds of failure, each with its own way on.
    package enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
        /// The process ended with a code other than 0, 3 and 4.
        case exitCode = "exit_code"
        /// The process was ended by a signal that nobody here sent.
        case signal
        /// The process ran longer than the manifest's `job.timeout`.
        case timeout
        /// The process, or its group, used more memory than the task has.
        case outOfMemory = "out_of_memory"
        /// The process ended with code 3: this input must not be tried again.
        case rejected
        /// The input could not be fetched.
        case input
        /// The outputs could not be stored.
        case output
        /// The command could not be started.
        case command
        /// The task vanished in the middle of the attempt.
        case lost
        /// The message is not a job.
        case message
    }

    package var cause: Cause
    /// What happened, in words for the person who submitted the job.
    package var message: String

    /// A failure and its explanation.
    package init(cause: Cause, message: String) {
        self.cause = cause
        self.message = message
    }
}

/// What one attempt used.
package struct JobUsage: Sendable, Hashable, Codable {
    package var wallSeconds: Double
    /// User and system time of the process and its descendants.
    package var cpuSeconds: Double
    /// The largest resident set of any one process of the job, or of its group where the sum was larger.
    package var peakMemoryBytes: Int64

    /// Wall and processor time in seconds, memory in bytes.
    package init(wallSeconds: Double, cpuSeconds: Double, peakMemoryBytes: Int64) {
        self.wallSeconds = wallSeconds
        self.cpuSeconds = cpuSeconds
        self.peakMemoryBytes = peakMemoryBytes
    }
}

/// One finished run of the job process.
package struct JobAttempt: Sendable, Hashable, Codable {
    package var attempt: Int
    package var task: String
    package var startedAt: Timestamp
    package var finishedAt: Timestamp
    /// Nil when the attempt succeeded or was given back.
    package var error: JobFailure?
    /// Whether the message was given back, so that the run does not count as an attempt.
    package var givenBack: Bool
    package var usage: JobUsage?

    /// A run that has ended.
    package init(
        attempt: Int,
        task: String,
        startedAt: Timestamp,
        finishedAt: Timestamp,
        error: JobFailure?,
        givenBack: Bool,
        usage: JobUsage?
    ) {
        self.attempt = attempt
        self.task = task
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.error = error
        self.givenBack = givenBack
        self.usage = usage
    }
}

/// How far a job says it is.
package struct JobProgress: Sendable, Hashable, Codable {
    /// 0 to 1.
    package var fraction: Double
    package var message: String

    /// `fraction` of the work done, with a word about it.
    package init(fraction: Double, message: String) {
        self.fraction = fraction
        self.message = message
    }

    /// Reads a progress line, `0.42 message`; nil when it does not begin with a number from 0 to 1.
    package init?(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let first = parts.first, let fraction = Double(first), (0...1).contains(fraction) else { return nil }
        self.init(fraction: fraction, message: parts.count > 1 ? String(parts[1]) : "")
    }
}
