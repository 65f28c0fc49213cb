extension Timeline {
    /// The part of the run between two times of the wall clock, its times counted from `begin`.
    ///
    /// - Parameters:
    ///   - begin: The wall clock of the new time zero.
    ///   - end: Where the part ends.
    /// - Returns: The part: tasks that lived in it, jobs that waited or ran in it; what came later is not known in it.
    package func part(from begin: Timestamp, until end: Timestamp) -> Timeline {
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
        var places: [Int: Int] = [:]
        for (index, task) in tasks.enumerated() {
            guard Timestamp.epoch.duration(to: moved(task.requested)) <= length,
                task.stopped.map({ moved($0) > .epoch }) ?? true
            else { continue }
            places[index] = part.tasks.count
            part.tasks.append(task.moved(moved, until: .epoch.advanced(by: length)))
        }
        part.events = events.map { event in
            var event = event
            event.at = moved(event.at)
            return event
        }.filter { isIn($0.at) }
        part.jobs = jobs.compactMap { job in
            guard job.finished.map({ moved($0) >= .epoch }) ?? true,
                Timestamp.epoch.duration(to: moved(job.submitted)) <= length
            else { return nil }
            var job = job
            job.submitted = moved(job.submitted)
            job.started = job.started.map(moved)
            job.finished = job.finished.map(moved)
            job.task = job.task.flatMap { places[$0] }
            return job
        }
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
