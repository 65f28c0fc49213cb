import SluiceModel
import SluiceScaling

/// The story of a whole run.
struct RunStory {
    /// Events that are told one by one.
    private static let mostEvents = 200

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
        if timeline.decisions.isEmpty { tellDesired() }
        tellEvents()
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
        let what = "from \(decision.from) to \(ScalingText.count(decision.to, "task"))"
        let room = DecisionWords.lineLength - lines.time(decision.at).count - what.count - "  : ".count
        let why = DecisionWords.why(decision, room: room)
        lines.add(decision.at, "decision", "\(what)\(why.isEmpty ? "" : ": \(why)")")
        if decision.to > decision.from { Aftermath.tell(decision, into: &lines) }
    }

    /// A stay is worth a line when it lasted.
    private mutating func hold(_ decision: Timeline.Decision) {
        guard decision.at.duration(to: decision.until) >= .seconds(60) else { return }
        let why = DecisionWords.settling(decision).map { ": \($0)" } ?? ""
        lines.add(
            decision.at,
            "decision",
            "stays at \(ScalingText.count(decision.to, "task")) until \(lines.time(decision.until)), decided "
                + "\(ScalingText.count(decision.count, "time"))\(why)"
        )
    }

    /// The desired count as the counts show it, when no decisions are known.
    private mutating func tellDesired() {
        for change in lines.desiredChanges {
            lines.add(
                change.at,
                "decision",
                "from \(change.from) to \(ScalingText.count(change.to, "task")), why is not recorded"
            )
        }
    }

    private mutating func tellEvents() {
        let events = lines.timeline.events
        for event in events.prefix(Self.mostEvents) { lines.add(event.at, event.kind, event.text) }
        guard let next = events.dropFirst(Self.mostEvents).first else { return }
        lines.add(
            next.at,
            next.kind,
            "and \(ScalingText.count(events.count - Self.mostEvents, "event")) more from here on"
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
