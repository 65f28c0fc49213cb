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
        // A tenth is forgiven, or a loop that looks a little early would lose every second row.
        if let last = lastRow, last.duration(to: now) < rowInterval * 0.9 { return }
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
        // What was submitted before the start belongs to another run.
        result.jobs = jobs.compactMap { Timeline.Job($0, since: timeline.start, tasks: names) }
            .filter { $0.submitted >= .epoch }
            .sorted { $0.submitted < $1.submitted }
        return result
    }
}

extension Timeline.Job {
    /// A job as part of a timeline; nil when nobody knows when it was submitted.
    ///
    /// - Parameters:
    ///   - status: Its status document.
    ///   - start: The wall clock at the timeline's time zero.
    ///   - tasks: The places of the timeline's tasks, by their names.
    package init?(_ status: JobStatus, since start: Timestamp, tasks: [String: Int]) {
        func offset(_ time: Timestamp) -> Timestamp { .epoch.advanced(by: start.duration(to: time)) }
        guard let submitted = status.submittedAt ?? status.startedAt else { return nil }
        self.init(id: status.id.text, submitted: offset(submitted))
        let first = status.history.min { $0.startedAt < $1.startedAt }
        started = (first?.startedAt ?? status.startedAt).map(offset)
        task = (first?.task ?? status.task).flatMap { tasks[$0] }
        attempts = status.attempt
        guard status.status.isFinal else { return }
        finished = status.finishedAt.map(offset)
        outcome = status.status == .succeeded ? .succeeded : .failed
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
