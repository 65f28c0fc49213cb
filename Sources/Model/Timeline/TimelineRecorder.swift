/// Collects what a watched run shows, so that it can be told or drawn later.
///
/// Its memory grows with changes, not with time: equal decisions in a row are one, and when the series has too many rows every
/// second is dropped and the next are taken half as often.
package struct TimelineRecorder: Sendable {
    private var timeline: Timeline
    private var lastRow: Timestamp?
    private var rowInterval: Duration
    /// Places in `timeline.tasks` of the tasks that live.
    private var places: [String: Int] = [:]

    /// A recording that begins at `start`, with a row of counts at most every `rowInterval`.
    package init(source: Timeline.Source, start: Timestamp, rowInterval: Duration = .seconds(1)) {
        timeline = Timeline(source: source, start: start)
        self.rowInterval = rowInterval
    }

    /// The time since the start.
    private func offset(_ now: Timestamp) -> Timestamp {
        Timestamp.epoch.advanced(by: timeline.start.duration(to: now))
    }

    /// Notes the counts at `now`; `tasks` are desired, pending and running.
    package mutating func note(visible: Int, inFlight: Int, tasks: (Int, Int, Int), at now: Timestamp) {
        if let last = lastRow, last.duration(to: now) < rowInterval { return }
        lastRow = now
        timeline.series.append(at: offset(now), visible: visible, inFlight: inFlight, tasks: tasks)
        if timeline.series.thinOut() { rowInterval = rowInterval * 2 }
    }

    /// Notes a decision, whose times count from the start.
    package mutating func note(_ decision: Timeline.Decision) {
        if let last = timeline.decisions.last, last.isRepeated(by: decision) {
            timeline.decisions[timeline.decisions.count - 1].until = decision.at
            timeline.decisions[timeline.decisions.count - 1].count += 1
        } else {
            timeline.decisions.append(decision)
        }
    }

    /// Notes a published point of a metric.
    package mutating func note(metric: String, at: Timestamp, availableAt: Timestamp, value: Double) {
        timeline.metrics.append(
            .init(metric: metric, at: offset(at), availableAt: offset(availableAt), value: value)
        )
    }

    /// Notes that an alarm changed its state at `now`.
    package mutating func note(alarm: String, from: String, to: String, reason: String, at now: Timestamp) {
        timeline.alarms.append(.init(at: offset(now), alarm: alarm, from: from, to: to, reason: reason))
    }

    /// Notes that the fleet asked for a task at `now`.
    package mutating func taskRequested(_ id: String, at now: Timestamp) {
        places[id] = timeline.tasks.count
        timeline.tasks.append(Timeline.Task(id: id, requested: offset(now)))
    }

    /// Notes that a task's worker is ready since `now`; only the first time counts.
    package mutating func taskReady(_ id: String, at now: Timestamp) {
        guard let place = places[id], timeline.tasks[place].ready == nil else { return }
        timeline.tasks[place].ready = offset(now)
    }

    /// Notes that a task was asked to stop at `now`; only the first time counts.
    package mutating func taskStopping(_ id: String, at now: Timestamp) {
        guard let place = places[id], timeline.tasks[place].stopping == nil else { return }
        timeline.tasks[place].stopping = offset(now)
    }

    /// Notes that a task is gone since `now`.
    package mutating func taskEnded(_ id: String, at now: Timestamp) {
        guard let place = places.removeValue(forKey: id) else { return }
        let wasAsked = timeline.tasks[place].stopping != nil
        timeline.tasks[place].stopped = offset(now)
        timeline.tasks[place].end = wasAsked ? "scale-in" : "ended by itself"
        if !wasAsked {
            timeline.events.append(
                .init(at: offset(now), kind: "crash", text: "task \(id) ended without being asked to")
            )
        }
    }

    /// The recording up to `now`, with the jobs that were submitted in it.
    package func timeline(at now: Timestamp, jobs: [JobStatus]) -> Timeline {
        var result = timeline
        result.length = timeline.start.duration(to: now)
        let names = Dictionary(
            timeline.tasks.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        result.jobs = jobs.compactMap { record($0, tasks: names) }.sorted { $0.submitted < $1.submitted }
        return result
    }

    /// A job as part of the timeline; nil when it was submitted before the start.
    private func record(_ status: JobStatus, tasks: [String: Int]) -> Timeline.Job? {
        guard let submitted = status.submittedAt ?? status.startedAt, submitted >= timeline.start else { return nil }
        var job = Timeline.Job(id: status.id.text, submitted: offset(submitted))
        let first = status.history.min { $0.startedAt < $1.startedAt }
        job.started = (first?.startedAt ?? status.startedAt).map(offset)
        job.task = (first?.task ?? status.task).flatMap { tasks[$0] }
        job.attempts = status.attempt
        guard status.status.isFinal else { return job }
        job.finished = status.finishedAt.map(offset)
        job.outcome = status.status == .succeeded ? .succeeded : .failed
        return job
    }
}

extension Timeline.Series {
    /// Rows at most; a screen has no more.
    private static let mostRows = 2880

    /// Drops every second row when there are too many; true when it did.
    package mutating func thinOut() -> Bool {
        guard at.count > Self.mostRows else { return false }
        func half<Value>(_ column: [Value]) -> [Value] {
            column.indices.compactMap { $0.isMultiple(of: 2) ? column[$0] : nil }
        }
        at = half(at)
        visible = half(visible)
        inFlight = half(inFlight)
        desired = half(desired)
        pending = half(pending)
        running = half(running)
        return true
    }
}
