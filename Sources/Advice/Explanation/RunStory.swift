import SluiceModel
import SluiceScaling

/// The story of a whole run.
struct RunStory {
    let answer: String
    private var lines: StoryLines

    var entries: [Explanation.Entry] { lines.entries }

    init(_ timeline: Timeline) {
        lines = StoryLines(timeline)
        answer = Self.sentence(timeline)
        for change in timeline.alarms {
            lines.add(
                change.at,
                "alarm",
                "alarm \(change.alarm) goes from \(change.from) to \(change.to): \(change.reason)"
            )
        }
        for decision in timeline.decisions {
            if decision.isChange { tell(decision) } else { hold(decision) }
        }
        for event in timeline.events.prefix(200) { lines.add(event.at, event.kind, event.text) }
        tellLongestWait()
    }

    private static func sentence(_ timeline: Timeline) -> String {
        let changes = timeline.decisions.filter(\.isChange)
        let looks = timeline.decisions.reduce(0) { $0 + $1.count }
        guard looks > 0 else { return "Nothing was decided in this run." }
        let outs = changes.count { $0.to > $0.from }
        let most = timeline.series.running.max() ?? 0
        return
            "\(ScalingText.count(looks, "decision")), of which \(outs) to add and \(changes.count - outs) to remove tasks; "
            + "\(ScalingText.count(most, "task")) at most, \(ScalingText.count(timeline.jobs.count, "job")) in \(SpanText.seconds(timeline.length.inSeconds))."
    }

    private mutating func tell(_ decision: Timeline.Decision) {
        let why = decision.reasons.filter { $0.kind != "alarm" }.map(\.text).joined(separator: "; ")
        lines.add(
            decision.at,
            "decision",
            "from \(decision.from) to \(ScalingText.count(decision.to, "task"))\(why.isEmpty ? "" : ": \(why)")"
        )
        if decision.to > decision.from { Aftermath.tell(decision, into: &lines) }
    }

    /// A stay is worth a line when it lasted.
    private mutating func hold(_ decision: Timeline.Decision) {
        guard decision.at.duration(to: decision.until) >= .seconds(60) else { return }
        let why = decision.reasons.last { $0.kind != "alarm" }.map { ": \($0.text)" } ?? ""
        lines.add(
            decision.at,
            "decision",
            "stays at \(ScalingText.count(decision.to, "task")) until \(lines.time(decision.until)), decided "
                + "\(ScalingText.count(decision.count, "time"))\(why)"
        )
    }

    private mutating func tellLongestWait() {
        let waits = lines.timeline.jobs.compactMap { job in
            job.started.map { (job: job, start: $0, wait: job.submitted.duration(to: $0)) }
        }
        guard let longest = waits.max(by: { $0.wait < $1.wait }), longest.wait > .zero else { return }
        lines.add(
            longest.start,
            "job",
            "job \(longest.job.id) begins after the longest wait, \(SpanText.seconds(longest.wait.inSeconds))"
        )
    }
}
