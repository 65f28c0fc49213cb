extension TimelineFile {
    /// The file of a timeline.
    package init(_ timeline: Timeline) {
        format = Self.currentFormat
        source = timeline.source
        start = timeline.start
        length = Timestamp.epoch.advanced(by: timeline.length).fileSeconds
        let series = timeline.series
        self.series = Series(
            at: series.at.map(\.fileSeconds),
            visible: series.visible,
            inFlight: series.inFlight,
            desired: series.desired,
            pending: series.pending,
            running: series.running
        )
        metrics = Metrics(
            metric: timeline.metrics.map(\.metric),
            at: timeline.metrics.map(\.at.fileSeconds),
            availableAt: timeline.metrics.map(\.availableAt.fileSeconds),
            value: timeline.metrics.map(\.value)
        )
        alarms = timeline.alarms.map {
            AlarmChange(at: $0.at.fileSeconds, alarm: $0.alarm, from: $0.from, to: $0.to, reason: $0.reason)
        }
        decisions = timeline.decisions.map {
            Decision(
                at: $0.at.fileSeconds,
                until: $0.until.fileSeconds,
                count: $0.count,
                from: $0.from,
                to: $0.to,
                reasons: $0.reasons
            )
        }
        tasks = Tasks(timeline.tasks)
        jobs = Jobs(timeline.jobs)
        events = timeline.events.map { Event(at: $0.at.fileSeconds, kind: $0.kind, text: $0.text) }
        cost = timeline.cost
    }

    /// The timeline that the file holds.
    ///
    /// - Returns: The timeline, its times rounded to microseconds.
    /// - Throws: `ReadingError`.
    package func timeline() throws(ReadingError) -> Timeline {
        guard format == Self.currentFormat else { throw .format(format) }
        var timeline = Timeline(source: source, start: start)
        timeline.length = Timestamp.epoch.duration(to: Timestamp(fileSeconds: length))
        timeline.series = try series.records()
        timeline.metrics = try metrics.records()
        timeline.alarms = alarms.map {
            .init(at: Timestamp(fileSeconds: $0.at), alarm: $0.alarm, from: $0.from, to: $0.to, reason: $0.reason)
        }
        timeline.decisions = decisions.map { row in
            var decision = Timeline.Decision(
                at: Timestamp(fileSeconds: row.at),
                from: row.from,
                to: row.to,
                reasons: row.reasons
            )
            decision.until = Timestamp(fileSeconds: row.until)
            decision.count = row.count
            return decision
        }
        timeline.tasks = try tasks.records()
        timeline.jobs = try jobs.records()
        timeline.events = events.map { .init(at: Timestamp(fileSeconds: $0.at), kind: $0.kind, text: $0.text) }
        timeline.cost = cost
        return timeline
    }

    /// - Throws: `ReadingError.columns` unless all lengths are equal.
    fileprivate static func check(_ table: String, _ lengths: Int...) throws(ReadingError) {
        guard Set(lengths).count <= 1 else { throw .columns(table) }
    }
}

extension TimelineFile.Series {
    fileprivate func records() throws(TimelineFile.ReadingError) -> Timeline.Series {
        try TimelineFile.check(
            "series",
            at.count,
            visible.count,
            inFlight.count,
            desired.count,
            pending.count,
            running.count
        )
        var series = Timeline.Series()
        series.at = at.map(Timestamp.init(fileSeconds:))
        series.visible = visible
        series.inFlight = inFlight
        series.desired = desired
        series.pending = pending
        series.running = running
        return series
    }
}

extension TimelineFile.Metrics {
    fileprivate func records() throws(TimelineFile.ReadingError) -> [Timeline.MetricPoint] {
        try TimelineFile.check("metrics", metric.count, at.count, availableAt.count, value.count)
        return metric.indices.map {
            .init(
                metric: metric[$0],
                at: Timestamp(fileSeconds: at[$0]),
                availableAt: Timestamp(fileSeconds: availableAt[$0]),
                value: value[$0]
            )
        }
    }
}

extension TimelineFile.Tasks {
    fileprivate init(_ tasks: [Timeline.Task]) {
        id = tasks.map(\.id)
        requested = tasks.map(\.requested.fileSeconds)
        billed = tasks.map { $0.billed?.fileSeconds }
        ready = tasks.map { $0.ready?.fileSeconds }
        stopping = tasks.map { $0.stopping?.fileSeconds }
        stopped = tasks.map { $0.stopped?.fileSeconds }
        isSpot = tasks.map(\.isSpot)
        end = tasks.map(\.end)
    }

    fileprivate func records() throws(TimelineFile.ReadingError) -> [Timeline.Task] {
        try TimelineFile.check(
            "tasks",
            id.count,
            requested.count,
            billed.count,
            ready.count,
            stopping.count,
            stopped.count,
            isSpot.count,
            end.count
        )
        return id.indices.map { index in
            var task = Timeline.Task(
                id: id[index],
                requested: Timestamp(fileSeconds: requested[index]),
                isSpot: isSpot[index]
            )
            task.billed = billed[index].map(Timestamp.init(fileSeconds:))
            task.ready = ready[index].map(Timestamp.init(fileSeconds:))
            task.stopping = stopping[index].map(Timestamp.init(fileSeconds:))
            task.stopped = stopped[index].map(Timestamp.init(fileSeconds:))
            task.end = end[index]
            return task
        }
    }
}

extension TimelineFile.Jobs {
    fileprivate init(_ jobs: [Timeline.Job]) {
        id = jobs.map(\.id)
        submitted = jobs.map(\.submitted.fileSeconds)
        started = jobs.map { $0.started?.fileSeconds }
        finished = jobs.map { $0.finished?.fileSeconds }
        outcome = jobs.map(\.outcome)
        attempts = jobs.map(\.attempts)
        task = jobs.map(\.task)
    }

    fileprivate func records() throws(TimelineFile.ReadingError) -> [Timeline.Job] {
        try TimelineFile.check(
            "jobs",
            id.count,
            submitted.count,
            started.count,
            finished.count,
            outcome.count,
            attempts.count,
            task.count
        )
        return id.indices.map { index in
            var job = Timeline.Job(id: id[index], submitted: Timestamp(fileSeconds: submitted[index]))
            job.started = started[index].map(Timestamp.init(fileSeconds:))
            job.finished = finished[index].map(Timestamp.init(fileSeconds:))
            job.outcome = outcome[index]
            job.attempts = attempts[index]
            job.task = task[index]
            return job
        }
    }
}

extension Timestamp {
    /// Seconds since the start, to a microsecond.
    fileprivate var fileSeconds: Double { Double((nanoseconds + 500).flooredQuotient(by: 1000)) / 1e6 }

    /// The instant so many seconds after the start, to a microsecond; beyond what fits, the last that does.
    fileprivate init(fileSeconds: Double) {
        self.init(nanoseconds: Int64(min(9e15, max(-9e15, (fileSeconds * 1e6).rounded()))) * 1000)
    }
}
