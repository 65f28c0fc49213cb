import SluiceModel
import SluiceScaling

/// The story of one moment.
struct MomentStory {
    private(set) var answer = ""
    var lines: StoryLines
    let moment: Timestamp

    var entries: [Explanation.Entry] { lines.entries }

    init(_ timeline: Timeline, _ moment: Timestamp) {
        lines = StoryLines(timeline)
        self.moment = moment
        tellCounts()
        tellMetrics()
        tellAlarms()
        if let place = timeline.decisions.lastIndex(where: { $0.at <= moment }) {
            tell(at: place)
        } else {
            answer = withoutDecision()
        }
    }

    // MARK: The answer

    /// The answer when nothing was decided by the moment.
    private func withoutDecision() -> String {
        if let first = lines.timeline.decisions.first {
            return "Nothing was decided by then; the first decision came at \(lines.time(first.at))."
        }
        if let change = lines.desiredChanges.last(where: { $0.at <= moment }) {
            return "The desired count went from \(change.from) to \(change.to) at \(lines.time(change.at)); "
                + "no decision was recorded, so why is not known."
        }
        return "Nothing was decided by then, and nothing ever was in this run."
    }

    private func sentence(_ decision: Timeline.Decision, next: Timeline.Decision?) -> String {
        let start = decision.isChange ? changed(decision) : held(decision)
        let why = DecisionWords.why(decision, room: DecisionWords.lineLength - start.count - " because .".count)
        let because = why.isEmpty ? "" : " because \(why)\(quietNote(decision))"
        return "\(start)\(because).\(isRecent(decision) ? "" : soon(next))"
    }

    private func changed(_ decision: Timeline.Decision) -> String {
        let when =
            isRecent(decision)
            ? "It scaled" : "The last decision before it, \(lines.span(decision.at, moment)) earlier, scaled"
        return
            "\(when) from \(decision.from) to \(ScalingText.count(decision.to, "task")) at \(lines.time(decision.at))"
    }

    private func held(_ decision: Timeline.Decision) -> String {
        let since =
            decision.count > 1 && decision.at < moment ? ", as first decided at \(lines.time(decision.at))," : ""
        return "It did not scale and stayed at \(ScalingText.count(decision.to, "task"))\(since)"
    }

    /// What the alarms went by when none asked for anything.
    private func quietNote(_ decision: Timeline.Decision) -> String {
        guard decision.reasons.contains(where: { $0.kind == "quiet" }) else { return "" }
        let points = lines.timeline.metrics
        if !points.isEmpty, !points.contains(where: { $0.availableAt <= moment }) {
            return ": no point of a metric was published yet"
        }
        let states = alarmNames.compactMap { name in lastChange(of: name).map { "\(name) is \($0.to)" } }
        return states.isEmpty ? "" : ": \(states.joined(separator: ", "))"
    }

    /// Whether it is a change of the last minute, and so the one that was asked about.
    private func isRecent(_ decision: Timeline.Decision) -> Bool {
        decision.isChange && decision.at.duration(to: moment) < .seconds(60)
    }

    /// People name a moment by the minute; a change seconds later is likely what they mean.
    private func soon(_ next: Timeline.Decision?) -> String {
        guard let next, moment.duration(to: next.at) < .seconds(60) else { return "" }
        return
            " It scaled to \(ScalingText.count(next.to, "task")) \(lines.span(moment, next.at)) later, at \(lines.time(next.at))."
    }

    // MARK: The decision

    private mutating func tell(at place: Int) {
        let decisions = lines.timeline.decisions
        let decision = decisions[place]
        let next = decisions[(place + 1)...].first(where: \.isChange)
        tell(decision)
        answer = sentence(decision, next: next)
        let previous = decisions[..<place].last(where: \.isChange)
        if let previous { tell(previous, as: "the last change before") }
        if let followed = decision.isChange ? decision : previous { Aftermath.tell(followed, into: &lines) }
        if let next { tell(next, as: "the next change") }
    }

    private mutating func tell(_ change: Timeline.Decision, as name: String) {
        lines.add(
            change.at,
            "decision",
            "\(name): from \(change.from) to \(ScalingText.count(change.to, "task"))"
        )
    }

    private mutating func tell(_ decision: Timeline.Decision) {
        let what =
            decision.isChange
            ? "from \(decision.from) to \(ScalingText.count(decision.to, "task"))"
            : "stay at \(ScalingText.count(decision.to, "task"))"
        let times =
            decision.count > 1
            ? ", \(decision.count) times until \(lines.time(decision.until)); the numbers are of the first time" : ""
        lines.add(decision.at, "decision", "decision: \(what)\(times)")
        for reason in decision.reasons { lines.add(decision.at, "reason", "  \(reason.text)") }
    }
}
