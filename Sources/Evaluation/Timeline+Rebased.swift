package import SluiceModel

extension Timeline {
    /// The part of the run from `begin` on, its times counted from there, with the jobs of `ledger`.
    ///
    /// - Parameters:
    ///   - begin: The wall clock of the new time zero.
    ///   - end: Where the part ends.
    ///   - ledger: The jobs; those that were accepted and have no status count as unfinished.
    /// - Returns: The part; tasks that were gone before it are not in it.
    package func part(from begin: Timestamp, until end: Timestamp, jobs ledger: [JobLedger.Entry]) -> Timeline {
        let shift = begin.duration(to: start)
        func moved(_ time: Timestamp) -> Timestamp { time.advanced(by: shift) }
        let length = begin.duration(to: end)
        func isIn(_ time: Timestamp) -> Bool { time >= .epoch && Timestamp.epoch.duration(to: time) <= length }
        var part = Timeline(source: source, start: begin)
        part.length = length
        part.series = series.part(moved, isIn)
        part.metrics = metrics.map { point in
            var point = point
            point.at = moved(point.at)
            point.availableAt = moved(point.availableAt)
            return point
        }.filter { isIn($0.availableAt) }
        part.alarms = alarms(moved, isIn)
        part.decisions = decisions.map { decision in
            var decision = decision
            decision.at = max(.epoch, moved(decision.at))
            decision.until = moved(decision.until)
            return decision
        }.filter { isIn($0.until) }
        part.tasks = tasks.map { $0.moved(moved, until: .epoch.advanced(by: length)) }
            .filter { task in isIn(task.stopped ?? .epoch) || (task.stopped ?? .epoch) > .epoch }
            .filter { Timestamp.epoch.duration(to: $0.requested) <= length }
        part.events = events.map { event in
            var event = event
            event.at = moved(event.at)
            return event
        }.filter { isIn($0.at) }
        part.jobs = Self.jobs(ledger, since: begin, tasks: part.tasks)
        return part
    }

    /// The changes of alarms in the part; of what came before, the last of each alarm, as if it came at the begin.
    private func alarms(_ moved: (Timestamp) -> Timestamp, _ isIn: (Timestamp) -> Bool) -> [AlarmChange] {
        var (before, within) = ([String: AlarmChange](), [AlarmChange]())
        for var change in alarms {
            change.at = moved(change.at)
            if change.at < .epoch {
                change.at = .epoch
                before[change.alarm] = change
            } else if isIn(change.at) {
                within.append(change)
            }
        }
        return before.values.sorted { $0.alarm < $1.alarm } + within
    }

    private static func jobs(_ ledger: [JobLedger.Entry], since begin: Timestamp, tasks: [Task]) -> [Job] {
        let places = Dictionary(
            tasks.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        return ledger.compactMap { entry -> Job? in
            if let status = entry.status, let job = Job(status, since: begin, tasks: places) { return job }
            guard let sent = entry.sentAt, entry.acceptedAt != nil else { return nil }
            return Job(id: entry.id.text, submitted: .epoch.advanced(by: begin.duration(to: sent)))
        }.sorted { $0.submitted < $1.submitted }
    }
}

extension Timeline.Series {
    /// The rows of a part; the last one before it stands at its begin.
    fileprivate func part(_ moved: (Timestamp) -> Timestamp, _ isIn: (Timestamp) -> Bool) -> Timeline.Series {
        var part = Timeline.Series()
        let times = at.map(moved)
        func add(_ row: Int, at time: Timestamp) {
            part.append(
                at: time,
                visible: visible[row],
                inFlight: inFlight[row],
                tasks: (desired[row], pending[row], running[row])
            )
        }
        if let before = times.lastIndex(where: { $0 < .epoch }) { add(before, at: .epoch) }
        for row in times.indices where isIn(times[row]) { add(row, at: times[row]) }
        return part
    }
}

extension Timeline.Task {
    /// The task with its times moved; what happened to it after `end` is not part of it.
    fileprivate func moved(_ move: (Timestamp) -> Timestamp, until end: Timestamp) -> Self {
        func known(_ time: Timestamp?) -> Timestamp? { time.map(move).flatMap { $0 <= end ? $0 : nil } }
        var task = self
        task.requested = move(requested)
        task.billed = known(billed)
        task.ready = known(ready)
        task.stopping = known(stopping)
        task.stopped = known(stopped)
        if task.stopped == nil { task.end = nil }
        return task
    }
}
