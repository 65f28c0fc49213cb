import SluiceModel

/// Small timelines written by hand, so that the sentences about them can be, too.
enum HandBuiltTimeline {
    static func empty(_ kind: Timeline.Source.Kind = .simulated) -> Timeline {
        var timeline = Timeline(source: .init(kind: kind, name: "hand", title: "by hand"))
        timeline.length = .seconds(1200)
        return timeline
    }

    /// A burst under step scaling: from 2 to 12 tasks at 65 s, to the maximum of 20 at 125 s, held for five looks, then one fewer.
    static func burst() -> Timeline {
        var timeline = empty()
        timeline.series.append(at: at(0), visible: 96, inFlight: 2, tasks: (2, 0, 2))
        timeline.series.append(at: at(66), visible: 94, inFlight: 2, tasks: (12, 10, 2))
        timeline.series.append(at: at(240), visible: 20, inFlight: 20, tasks: (20, 0, 20))
        timeline.metrics = [point(0, 96), point(60, 92), point(120, 74)]
        timeline.alarms = [
            .init(at: at(65), alarm: "up", from: "INSUFFICIENT_DATA", to: "ALARM", reason: "visible >= 2: 96")
        ]
        timeline.decisions = [
            decision(5, 2, 2, ["alarm": "alarm up is INSUFFICIENT_DATA", "quiet": "no alarm asks for a change"]),
            decision(65, 2, 12, ["step": "96 falls into +10", "base": "counted from 2 running"]),
            decision(
                125,
                12,
                20,
                ["step": "96 falls into +10", "base": "counted from 11 running", "limit": "20 is the most"]
            ),
            decision(
                185,
                20,
                20,
                [
                    "step": "96 falls into +10", "base": "counted from 19 running", "limit": "20 is the most",
                    "same": "20 are wanted already",
                ],
                until: 425,
                count: 5
            ),
            decision(485, 20, 19, ["step": "0 falls into -1"]),
        ]
        timeline.tasks = [
            task("a", 0, billed: 0, ready: 0), task("b", 0, billed: 0, ready: 0), task("c", 65, billed: 75, ready: 120),
            task("d", 65, billed: 76, ready: 115), task("e", 125, billed: 135, ready: 180),
        ]
        timeline.jobs = [
            job("first", 0, 0, 30, task: 0), job("later", 10, 121, 151, task: 2), job("new", 0, 116, 146, task: 3),
        ]
        return timeline
    }

    /// A scale-in at 300 s that takes task `b` from its job, and a smaller fleet until the end.
    static func scaleIn() -> Timeline {
        var timeline = empty()
        timeline.decisions = [decision(300, 2, 1, ["step": "1 falls into -1", "base": "counted from 2 running"])]
        timeline.tasks = [task("a", 0, billed: 0, ready: 0), task("b", 0, billed: 0, ready: 0)]
        timeline.tasks[1].stopping = at(301)
        timeline.tasks[1].stopped = at(331)
        timeline.jobs = [job("one", 0, 0, 30, task: 0), job("two", 250, 290, nil, task: 1)]
        timeline.events = [.init(at: at(331), kind: "killed", text: "task b was killed at work after 41 s")]
        return timeline
    }

    static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    static func point(_ minute: Int64, _ value: Double) -> Timeline.MetricPoint {
        .init(metric: "visible", at: at(minute), availableAt: at(minute + 60), value: value)
    }

    static func decision(
        _ seconds: Int64,
        _ from: Int,
        _ to: Int,
        _ reasons: KeyValuePairs<String, String>,
        until: Int64? = nil,
        count: Int = 1
    ) -> Timeline.Decision {
        var decision = Timeline.Decision(
            at: at(seconds),
            from: from,
            to: to,
            reasons: reasons.map { Timeline.Reason(kind: $0.key, text: $0.value) }
        )
        decision.until = at(until ?? seconds)
        decision.count = count
        return decision
    }

    static func task(_ id: String, _ requested: Int64, billed: Int64?, ready: Int64?) -> Timeline.Task {
        var task = Timeline.Task(id: id, requested: at(requested))
        task.billed = billed.map(at)
        task.ready = ready.map(at)
        return task
    }

    static func job(_ id: String, _ submitted: Int64, _ started: Int64, _ finished: Int64?, task: Int) -> Timeline.Job {
        var job = Timeline.Job(id: id, submitted: at(submitted))
        job.started = at(started)
        job.finished = finished.map(at)
        job.outcome = finished == nil ? .unfinished : .succeeded
        job.attempts = 1
        job.task = task
        return job
    }
}
