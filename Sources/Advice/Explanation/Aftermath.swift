import SluiceModel
import SluiceScaling

/// What came of a decision: the tasks it started or stopped, and the first job of a new one.
enum Aftermath {
    /// Tells it into `lines`.
    static func tell(_ decision: Timeline.Decision, into lines: inout StoryLines) {
        let timeline = lines.timeline
        let next = timeline.decisions.first { $0.at > decision.at && $0.isChange }?.at
        if decision.to > decision.from {
            started(decision, until: next, &lines)
        } else {
            stopped(decision, until: next, &lines)
        }
    }

    private static func started(_ decision: Timeline.Decision, until next: Timestamp?, _ lines: inout StoryLines) {
        let timeline = lines.timeline
        let asked = timeline.tasks.indices.filter { index in
            let at = timeline.tasks[index].requested
            return at >= decision.at && next.map { at < $0 } ?? true
        }
        guard !asked.isEmpty else {
            return lines.add(decision.at, "task", "no task was started for it in this run")
        }
        let first = asked.filter { timeline.tasks[$0].ready != nil }
            .min { ready(timeline, $0) < ready(timeline, $1) }
        guard let first else {
            return lines.add(
                decision.at,
                "task",
                "\(ScalingText.count(asked.count, "task")) asked for, none of which became ready"
            )
        }
        let task = timeline.tasks[first]
        let moment = ready(timeline, first)
        let billed = task.billed.map { ", billed from \(lines.time($0)) on" } ?? ""
        lines.add(
            moment,
            "task",
            "task \(task.id) is the first of \(asked.count) to be ready, \(lines.span(task.requested, moment)) after it was "
                + "asked for\(billed)"
        )
        let jobs = timeline.jobs.filter { job in job.task.map(asked.contains) ?? false }
        if let job = jobs.min(by: { started($0) < started($1) }), let start = job.started {
            lines.add(
                start,
                "job",
                "job \(job.id) is the first on a new task (\(job.task.map { timeline.tasks[$0].id } ?? "?")); "
                    + "it had waited \(lines.span(job.submitted, start))"
            )
        } else {
            lines.add(moment, "job", "no job ever began on these tasks: they were not needed")
        }
    }

    private static func stopped(_ decision: Timeline.Decision, until next: Timestamp?, _ lines: inout StoryLines) {
        let timeline = lines.timeline
        let isWithin = { (at: Timestamp) in at >= decision.at && next.map { at < $0 } ?? true }
        let gone = timeline.tasks.filter { $0.stopping.map(isWithin) ?? false }
        let killed = timeline.events.filter { $0.kind == "killed" && isWithin($0.at) }
        if gone.isEmpty {
            lines.add(decision.at, "task", "no task stopped before the next change: those that were left are at work")
        } else {
            let names = gone.prefix(5).map(\.id).joined(separator: ", ") + (gone.count > 5 ? " …" : "")
            let at = gone.compactMap(\.stopping).min() ?? decision.at
            lines.add(at, "task", "\(ScalingText.count(gone.count, "task")) asked to stop: \(names)")
        }
        for event in killed.prefix(5) { lines.add(event.at, event.kind, event.text) }
    }

    private static func ready(_ timeline: Timeline, _ index: Int) -> Timestamp {
        timeline.tasks[index].ready ?? Timestamp(nanoseconds: .max)
    }

    private static func started(_ job: Timeline.Job) -> Timestamp { job.started ?? Timestamp(nanoseconds: .max) }
}
