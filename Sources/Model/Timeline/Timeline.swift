/// What a run produced, simulated or measured: the one type that predictions, recordings, explanations and reports share.
///
/// Every `Timestamp` in a timeline counts from the run's start; `start` says when that was on the wall clock.
package struct Timeline: Sendable, Hashable {
    package var source: Source
    /// The wall clock at time zero; the epoch for a simulation.
    package var start: Timestamp
    /// How long the run was looked at.
    package var length: Duration
    package var series: Series
    /// The points that CloudWatch, or its local counterpart, published.
    package var metrics: [MetricPoint]
    package var alarms: [AlarmChange]
    package var decisions: [Decision]
    package var tasks: [Task]
    package var jobs: [Job]
    package var events: [Event]
    package var cost: [CostLine]

    /// A timeline with nothing on it.
    package init(source: Source, start: Timestamp = .epoch) {
        self.source = source
        self.start = start
        length = .zero
        series = Series()
        metrics = []
        alarms = []
        decisions = []
        tasks = []
        jobs = []
        events = []
        cost = []
    }

    /// Where a timeline comes from.
    package struct Source: Sendable, Hashable, Codable {
        /// How it came to be.
        package enum Kind: String, Sendable, Hashable, Codable {
            case simulated, measured
        }

        package var kind: Kind
        /// The project's name.
        package var name: String
        /// What ran, in words: the policy and the load.
        package var title: String
        /// The seed of a simulation; nil for a measurement.
        package var seed: UInt64?

        /// A source.
        package init(kind: Kind, name: String, title: String, seed: UInt64? = nil) {
            self.kind = kind
            self.name = name
            self.title = title
            self.seed = seed
        }
    }

    /// The counts over time; every column has as many values as `at`.
    package struct Series: Sendable, Hashable {
        package var at: [Timestamp] = []
        package var visible: [Int] = []
        package var inFlight: [Int] = []
        package var desired: [Int] = []
        package var pending: [Int] = []
        package var running: [Int] = []

        /// Empty columns.
        package init() {}

        /// Adds one row.
        package mutating func append(at now: Timestamp, visible: Int, inFlight: Int, tasks: (Int, Int, Int)) {
            at.append(now)
            self.visible.append(visible)
            self.inFlight.append(inFlight)
            desired.append(tasks.0)
            pending.append(tasks.1)
            running.append(tasks.2)
        }
    }

    /// A published point of a metric.
    package struct MetricPoint: Sendable, Hashable {
        package var metric: String
        /// The minute, or part of one, that the point stands for begins here.
        package var at: Timestamp
        /// When alarms could see it.
        package var availableAt: Timestamp
        package var value: Double

        /// A point.
        package init(metric: String, at: Timestamp, availableAt: Timestamp, value: Double) {
            self.metric = metric
            self.at = at
            self.availableAt = availableAt
            self.value = value
        }
    }

    /// A change of an alarm's state.
    package struct AlarmChange: Sendable, Hashable {
        package var at: Timestamp
        package var alarm: String
        /// `OK`, `ALARM` or `INSUFFICIENT_DATA`.
        package var from: String
        package var to: String
        /// What the alarm saw.
        package var reason: String

        /// A change.
        package init(at: Timestamp, alarm: String, from: String, to: String, reason: String) {
            self.at = at
            self.alarm = alarm
            self.from = from
            self.to = to
            self.reason = reason
        }
    }

    /// A scaling decision; equal decisions that follow each other are one, with a count.
    package struct Decision: Sendable, Hashable {
        package var at: Timestamp
        /// When it was last repeated; `at` if it was not.
        package var until: Timestamp
        /// How often it was made in a row; at least 1.
        package var count: Int
        package var from: Int
        package var to: Int
        /// The chain of reasons, in order.
        package var reasons: [Reason]

        /// A decision made once.
        package init(at: Timestamp, from: Int, to: Int, reasons: [Reason]) {
            self.at = at
            until = at
            count = 1
            self.from = from
            self.to = to
            self.reasons = reasons
        }
    }

    /// One link in the chain of reasons.
    package struct Reason: Sendable, Hashable, Codable {
        /// Which kind, for machines, such as `alarm`, `step` or `cooldown`.
        package var kind: String
        /// The reason in words.
        package var text: String

        /// A reason.
        package init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The life of a task.
    package struct Task: Sendable, Hashable {
        package var id: String
        /// When the fleet asked for it.
        package var requested: Timestamp
        /// When the platform began to bill it; nil when it never came to that.
        package var billed: Timestamp?
        /// When its worker was ready for jobs; nil when it never was.
        package var ready: Timestamp?
        /// When it was asked to stop; nil when it was not.
        package var stopping: Timestamp?
        package var stopped: Timestamp?
        package var isSpot: Bool
        /// Why it ended; nil while it lives.
        package var end: String?

        /// A task that was just asked for.
        package init(id: String, requested: Timestamp, isSpot: Bool = false) {
            self.id = id
            self.requested = requested
            self.isSpot = isSpot
        }
    }

    /// What became of a job.
    package enum Outcome: String, Sendable, Hashable, Codable {
        case succeeded, failed, unfinished
    }

    /// The life of a job.
    package struct Job: Sendable, Hashable {
        package var id: String
        package var submitted: Timestamp
        /// When its first attempt began.
        package var started: Timestamp?
        /// When its last attempt ended, and the job with it.
        package var finished: Timestamp?
        package var outcome: Outcome
        package var attempts: Int
        /// The index in `tasks` of the task that ran its first attempt.
        package var task: Int?

        /// A job that waits.
        package init(id: String, submitted: Timestamp) {
            self.id = id
            self.submitted = submitted
            outcome = .unfinished
            attempts = 0
        }
    }

    /// Something worth telling: a quota that binds, an interruption, a killed attempt.
    package struct Event: Sendable, Hashable {
        package var at: Timestamp
        /// Which kind, for machines: `quota`, `interruption`, `killed`.
        package var kind: String
        package var text: String

        /// An event.
        package init(at: Timestamp, kind: String, text: String) {
            self.at = at
            self.kind = kind
            self.text = text
        }
    }

}

extension Timeline.Decision {
    /// Whether it changes anything.
    package var isChange: Bool { from != to }

    /// Whether `other` says the same again: no change, for the same kinds of reasons.
    package func isRepeated(by other: Self) -> Bool {
        !isChange && from == other.from && to == other.to && reasons.map(\.kind) == other.reasons.map(\.kind)
    }
}

extension Timestamp {
    /// Seconds since a run's start, for times in a timeline.
    package var secondsFromStart: Double { Double(nanoseconds) / 1e9 }
}
