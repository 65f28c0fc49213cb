package import SluiceModel

/// What the dashboard shows and does, without knowing where it comes from.
package struct DashboardSource: Sendable {
    /// A dead letter as the dashboard shows it.
    package struct Letter: Sendable, Hashable {
        package var messageID: String
        package var job: JobID?
        package var cause: String
        package var message: String
        package var since: Timestamp?
        package var body: String

        /// A letter.
        package init(
            messageID: String,
            job: JobID?,
            cause: String,
            message: String,
            since: Timestamp?,
            body: String
        ) {
            self.messageID = messageID
            self.job = job
            self.cause = cause
            self.message = message
            self.since = since
            self.body = body
        }
    }

    /// What can be done to letters.
    package enum Deed: String, Sendable, Hashable, CaseIterable {
        case retry, drop
    }

    /// A line of an explanation.
    package struct Line: Sendable, Hashable {
        package var time: String
        package var text: String

        /// A line.
        package init(time: String, text: String) {
            self.time = time
            self.text = text
        }
    }

    /// The project's name.
    package var name: String
    package var queue: String
    package var deadLetterQueue: String
    package var bucket: String
    /// The policy that scales.
    package var policy: String
    /// Where logs of tasks lie.
    package var logFolder: String
    /// The run so far.
    package var timeline: @Sendable () async -> Timeline
    /// All status documents.
    package var jobs: @Sendable () async -> [JobID: JobStatus]
    /// Why it scaled at a moment, or in all: the answer and its lines.
    package var explain: @Sendable (Timeline, Timestamp?) -> (answer: String, lines: [Line])
    /// The dead letters, oldest first.
    package var letters: @Sendable () async throws -> [Letter]
    /// Does something to letters by the ids of their messages; returns how many it was done to.
    package var perform: @Sendable (Deed, Set<String>) async throws -> Int
    /// The names of earlier runs, the latest first.
    package var runs: @Sendable () -> [String]
    /// An earlier run.
    package var run: @Sendable (String) -> Timeline?

    /// A source.
    package init(
        names: (project: String, queue: String, deadLetterQueue: String, bucket: String, policy: String),
        logFolder: String,
        timeline: @escaping @Sendable () async -> Timeline,
        jobs: @escaping @Sendable () async -> [JobID: JobStatus],
        explain: @escaping @Sendable (Timeline, Timestamp?) -> (answer: String, lines: [Line]),
        letters: @escaping @Sendable () async throws -> [Letter],
        perform: @escaping @Sendable (Deed, Set<String>) async throws -> Int,
        runs: @escaping @Sendable () -> [String],
        run: @escaping @Sendable (String) -> Timeline?
    ) {
        (name, queue, deadLetterQueue, bucket, policy) = names
        self.logFolder = logFolder
        self.timeline = timeline
        self.jobs = jobs
        self.explain = explain
        self.letters = letters
        self.perform = perform
        self.runs = runs
        self.run = run
    }
}
