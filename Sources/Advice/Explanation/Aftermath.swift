import SluiceModel
import SluiceScaling

/// What came of a decision: the tasks it started or stopped, and the first job of a new one.
struct Aftermath {
    private let decision: Timeline.Decision
    /// When the desired count changed again; nil when it never did.
    private let next: Timestamp?

    /// Tells what came of `decision` into `lines`.
    static func tell(_ decision: Timeline.Decision, into lines: inout StoryLines) {
        let next = lines.timeline.decisions.first { $0.at > decision.at && $0.isChange }?.at
        let aftermath = Aftermath(decision: decision, next: next)
        if decision.to > decision.from {
            aftermath.started(&lines)
        } else {
            aftermath.stopped(&lines)
        }
    }

    private func isWithin(_ at: Timestamp) -> Bool { at >= decision.at && next.map { at < $0 } ?? true }

    // MARK: Tasks that start

    private func started(_ lines: inout StoryLines) {
        let timeline = lines.timeline
        let asked = timeline.tasks.indices.filter { isWithin(timeline.tasks[$0].requested) }
        guard !asked.isEmpty else {
            return lines.add(decision.at, "task", "no task was started for it in this run")
        }
        // Tasks that replace lost ones are asked for later and are not part of the change.
        let count = min(asked.count, decision.to - decision.from)
        let ready = asked.compactMap { index in timeline.tasks[index].ready.map { (index: index, at: $0) } }
        guard let first = ready.min(by: { $0.at < $1.at }) else {
            return lines.add(
                decision.at,
                "task",
                "\(ScalingText.count(count, "task")) asked for, none of which became ready"
            )
        }
        let task = timeline.tasks[first.index]
        let billed = task.billed.map { ", billed from \(lines.time($0)) on" } ?? ""
        lines.add(
            first.at,
            "task",
            "task \(task.id) is the first of \(count) to be ready, \(lines.span(task.requested, first.at)) after it was "
                + "asked for\(billed)"
        )
        firstJob(of: asked, since: first.at, &lines)
    }

    private func firstJob(of asked: [Int], since ready: Timestamp, _ lines: inout StoryLines) {
        let jobs = asked.compactMap { index in
            lines.firstJob(ofTask: index).flatMap { job in job.started.map { (job: job, task: index, at: $0) } }
        }
        guard let first = jobs.min(by: { $0.at < $1.at }) else {
            // Where a job was tried again is not known, so that only first attempts can be spoken of.
            let wasRetried = lines.timeline.jobs.contains { $0.attempts > 1 }
            let text =
                wasRetried
                ? "no job began its first attempt on these tasks"
                : "no job ever began on these tasks: they were not needed"
            return lines.add(ready, "job", text)
        }
        lines.add(
            first.at,
            "job",
            "job \(first.job.id) is the first on a new task (\(lines.timeline.tasks[first.task].id)); "
                + "it had waited \(lines.span(first.job.submitted, first.at))"
        )
    }

    // MARK: Tasks that stop

    private func stopped(_ lines: inout StoryLines) {
        let timeline = lines.timeline
        let gone = timeline.tasks.indices.filter { timeline.tasks[$0].stopping.map(isWithin) ?? false }
        if let at = gone.compactMap({ timeline.tasks[$0].stopping }).min() {
            let names = gone.prefix(5).map { timeline.tasks[$0].id }.joined(separator: ", ")
            lines.add(
                at,
                "task",
                "\(ScalingText.count(gone.count, "task")) asked to stop: \(names)\(gone.count > 5 ? " …" : "")"
                    + work(of: gone, in: timeline)
            )
        } else {
            let until = next == nil ? "before the run ended" : "before the next change"
            lines.add(decision.at, "task", "no task was asked to stop \(until)")
        }
        let killed = timeline.events.filter { $0.kind == "killed" && isWithin($0.at) }
        for event in killed.prefix(5) { lines.add(event.at, event.kind, event.text) }
        if let event = killed.dropFirst(5).first {
            lines.add(event.at, event.kind, "and \(killed.count - 5) more killed")
        }
    }

    /// Whether the tasks were at work when they were asked to stop, as far as that is known.
    private func work(of gone: [Int], in timeline: Timeline) -> String {
        let stopping = Dictionary(
            gone.compactMap { index in timeline.tasks[index].stopping.map { (index, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        // Of a job with several attempts only the first one's start is known, so that it proves nothing.
        let busy = timeline.jobs.filter { job in
            guard job.attempts <= 1, let at = job.task.flatMap({ stopping[$0] }), let start = job.started else {
                return false
            }
            return start <= at && job.finished.map { $0 > at } ?? true
        }
        if let job = busy.first {
            return busy.count == 1 ? ", at work on job \(job.id)" : ", \(busy.count) of them at work"
        }
        let isKnown = !timeline.jobs.contains { $0.attempts > 1 }
        return isKnown && !timeline.jobs.isEmpty ? ", without a job" : ""
    }
}
