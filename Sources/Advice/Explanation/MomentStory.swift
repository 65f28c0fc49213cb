import SluiceModel
import SluiceScaling

/// The story of one moment.
struct MomentStory {
    private(set) var answer = ""
    private var lines: StoryLines
    private let moment: Timestamp

    var entries: [Explanation.Entry] { lines.entries }

    init(_ timeline: Timeline, _ moment: Timestamp) {
        lines = StoryLines(timeline)
        self.moment = moment
        tellCounts()
        tellMetrics()
        tellAlarms()
        guard let place = timeline.decisions.lastIndex(where: { $0.at <= moment }) else {
            let first = timeline.decisions.first
            answer =
                "Nothing was decided by then"
                + (first.map { "; the first decision came at \(lines.time($0.at))." }
                    ?? ", and nothing ever was in this run.")
            return
        }
        let decision = timeline.decisions[place]
        tell(decision)
        answer = sentence(decision)
        let change = timeline.decisions[...place].last(where: \.isChange)
        if !decision.isChange, let change {
            lines.add(
                change.at,
                "decision",
                "the last change before: from \(change.from) to \(ScalingText.count(change.to, "task"))"
            )
        }
        if let followed = decision.isChange ? decision : change { Aftermath.tell(followed, into: &lines) }
        if let next = timeline.decisions.first(where: { $0.at > moment && $0.isChange }) {
            lines.add(
                next.at,
                "decision",
                "the next change: from \(next.from) to \(ScalingText.count(next.to, "task"))"
            )
        }
    }

    private func sentence(_ decision: Timeline.Decision) -> String {
        let why = decision.reasons.filter { $0.kind != "alarm" || decision.reasons.count == 1 }.map(\.text)
        let because = why.isEmpty ? "" : " because \(why.joined(separator: "; "))"
        if decision.isChange {
            let age = decision.at.duration(to: moment)
            let when =
                age < .seconds(60)
                ? "It scaled" : "The last decision before it, \(SpanText.seconds(age.inSeconds)) earlier, scaled"
            return
                "\(when) from \(decision.from) to \(ScalingText.count(decision.to, "task")) at \(lines.time(decision.at))\(because)."
        }
        return "It did not scale and stayed at \(ScalingText.count(decision.to, "task"))\(because)."
    }

    private mutating func tell(_ decision: Timeline.Decision) {
        let what =
            decision.isChange
            ? "from \(decision.from) to \(ScalingText.count(decision.to, "task"))"
            : "stay at \(ScalingText.count(decision.to, "task"))"
        let times = decision.count > 1 ? ", \(decision.count) times until \(lines.time(decision.until))" : ""
        lines.add(decision.at, "decision", "decision: \(what)\(times)")
        for reason in decision.reasons { lines.add(decision.at, "reason", "  \(reason.text)") }
    }

    /// The counts at the moment.
    private mutating func tellCounts() {
        let series = lines.timeline.series
        guard let row = series.at.lastIndex(where: { $0 <= moment }) else { return }
        lines.add(
            moment,
            "queue",
            "at this moment: \(series.visible[row]) waiting, \(series.inFlight[row]) in flight; "
                + "\(series.desired[row]) wanted, \(series.pending[row]) starting, \(series.running[row]) running"
        )
    }

    /// The newest points that alarms could see, and one that they could not see yet.
    private mutating func tellMetrics() {
        let points = lines.timeline.metrics
        for metric in Set(points.map(\.metric)).sorted() {
            let own = points.filter { $0.metric == metric && $0.at <= moment }
            if let seen = own.last(where: { $0.availableAt <= moment }) {
                lines.add(
                    seen.availableAt,
                    "metric",
                    "\(metric) = \(number(seen.value)) of the minute from \(lines.time(seen.at)) is the newest point that alarms see"
                )
            } else {
                lines.add(moment, "metric", "no point of \(metric) is published yet, so its alarms see nothing")
            }
            if let late = own.last, late.availableAt > moment {
                lines.add(
                    late.availableAt,
                    "metric",
                    "\(metric) = \(number(late.value)) of the minute from \(lines.time(late.at)) comes too late for this moment"
                )
            }
        }
    }

    /// The last change of each alarm.
    private mutating func tellAlarms() {
        let changes = lines.timeline.alarms
        for alarm in Set(changes.map(\.alarm)).sorted() {
            guard let last = changes.last(where: { $0.alarm == alarm && $0.at <= moment }) else { continue }
            lines.add(last.at, "alarm", "alarm \(alarm) goes from \(last.from) to \(last.to): \(last.reason)")
        }
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? MoneyText.fixed(value, 0) : MoneyText.fixed(value, 2)
    }
}
