import SluiceModel
import SluiceScaling

/// What a run writes down on its way.
struct RunRecord {
    /// A decision, and how often it was repeated.
    struct DecisionRun {
        let first: ScalingDecision
        var until: Timestamp
        var count: Int
    }

    /// A limit that held something back.
    struct QuotaHit {
        let first: Int64
        var count: Int
        /// How long the longest wait was, or how many were missing at most; see the text.
        var worst: Double
    }

    var end: Int64 = 0
    /// When the last job was done; -1 while some are not.
    var drainedAt: Int64 = -1
    /// The integral of messages in the queue over time, in message-nanoseconds.
    var backlogArea = 0.0
    /// Time that attempts took, and the part of it that gave no result.
    var busyTime: Int64 = 0
    var wastedTime: Int64 = 0
    var longestAttempt: Int64 = 0
    var killed = 0
    var givenBack = 0
    var duplicates = 0
    var deliveries = 0
    var peakRunning = 0
    var peakVisible = 0
    var throttledRequests = 0
    var decisions: [DecisionRun] = []
    var looks = 0
    var points: [Timeline.MetricPoint] = []
    var alarmChanges: [AlarmChange] = []
    var events: [Timeline.Event] = []
    var quotas: [String: QuotaHit] = [:]
    var series = Timeline.Series()
    /// The time between two rows of the series; it doubles when they become too many.
    var recordingStep: Int64 = 1_000_000_000

    /// Events of one kind at most; the counts go on.
    static let mostEvents = 1000

    /// Notes a decision; equal ones in a row become one.
    mutating func note(_ decision: ScalingDecision) {
        if let last = decisions.last, Self.repeats(last.first, decision) {
            decisions[decisions.count - 1].until = decision.at
            decisions[decisions.count - 1].count += 1
        } else {
            decisions.append(DecisionRun(first: decision, until: decision.at, count: 1))
        }
    }

    private static func repeats(_ first: ScalingDecision, _ next: ScalingDecision) -> Bool {
        guard !first.isChange, !next.isChange, first.desired == next.desired,
            first.reasons.count == next.reasons.count
        else { return false }
        return zip(first.reasons, next.reasons).allSatisfy { $0.kind == $1.kind }
    }

    /// Notes that the limit `name` held something back.
    mutating func hit(_ name: String, at now: Int64, worst: Double) {
        var hit = quotas[name] ?? QuotaHit(first: now, count: 0, worst: 0)
        hit.count += 1
        hit.worst = max(hit.worst, worst)
        quotas[name] = hit
    }

    /// Adds a row to the series, and drops every second when they become too many.
    mutating func append(at now: Int64, visible: Int, inFlight: Int, tasks: (Int, Int, Int)) {
        series.append(at: Timestamp(nanoseconds: now), visible: visible, inFlight: inFlight, tasks: tasks)
        if series.thinOut() { recordingStep *= 2 }
    }
}
