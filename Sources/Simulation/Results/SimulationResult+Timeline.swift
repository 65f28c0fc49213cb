package import SluiceModel
import SluiceScaling

extension SimulationResult {
    /// The run as a timeline.
    package var timeline: Timeline {
        var timeline = Timeline(
            source: .init(kind: .simulated, name: setup.name, title: setup.title, seed: setup.seed)
        )
        timeline.length = .nanoseconds(record.end)
        timeline.series = record.series
        timeline.metrics = record.points
        timeline.alarms = record.alarmChanges.map {
            .init(at: $0.at, alarm: $0.rule.name, from: $0.from.rawValue, to: $0.to.rawValue, reason: $0.reason)
        }
        timeline.decisions = record.decisions.map { run in
            var decision = run.first.recorded(since: .epoch)
            decision.until = run.until
            decision.count = run.count
            return decision
        }
        timeline.tasks = tasks.indices.map(taskRecord)
        timeline.jobs = (0..<jobs.count).map(jobRecord)
        let quotas = summary.quotas.map { quota in
            Timeline.Event(
                at: Timestamp(nanoseconds: Int64(quota.first * 1e9)),
                kind: "quota",
                text: "\(quota.name): \(quota.effect)"
            )
        }
        timeline.events = (record.events + quotas).sorted { $0.at < $1.at }
        timeline.cost = bill.lines
        return timeline
    }

    private func taskRecord(_ index: Int) -> Timeline.Task {
        let task = tasks[index]
        var record = Timeline.Task(
            id: String(index),
            requested: Timestamp(nanoseconds: task.requested),
            isSpot: task.isSpot
        )
        record.billed = task.stopped >= 0 && task.stopped <= task.billed ? nil : Self.instant(task.billed)
        record.ready = Self.instant(task.ready)
        record.stopping = Self.instant(task.stopping)
        record.stopped = Self.instant(task.stopped)
        record.end = task.end.text
        return record
    }

    private func jobRecord(_ index: Int) -> Timeline.Job {
        var job = Timeline.Job(id: String(index), submitted: Timestamp(nanoseconds: jobs.submitted[index]))
        job.started = Self.instant(jobs.started[index])
        job.finished = Self.instant(jobs.finished[index])
        job.outcome = jobs.outcome(index)
        job.attempts = Int(jobs.attempts[index])
        job.task = jobs.tasks[index] >= 0 ? Int(jobs.tasks[index]) : nil
        return job
    }

    /// nil for what never happened.
    private static func instant(_ time: Int64) -> Timestamp? { time >= 0 ? Timestamp(nanoseconds: time) : nil }
}
