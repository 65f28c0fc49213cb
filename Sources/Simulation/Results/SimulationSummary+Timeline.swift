package import SluiceModel
import SluiceScaling

extension Bill {
    /// What a measured run costs, or would cost, at the prices of `setup`: its tasks by their lives, its jobs by their number.
    ///
    /// The requests that a queue sees without need, empty receives and heartbeats, follow from those as in a simulation.
    package init(measured timeline: Timeline, setup: SimulationSetup) {
        self.init(MeasuredRun(timeline, setup).quantities, setup: setup)
    }
}

extension SimulationSummary {
    /// A measured run in the numbers of a simulated one.
    ///
    /// What only a simulation knows is 0: attempts killed, given back or done twice, and quotas.
    package init(measured timeline: Timeline, setup: SimulationSetup) {
        self = MeasuredRun(timeline, setup).summary
    }
}

/// A measured run, counted.
private struct MeasuredRun {
    let timeline: Timeline
    let setup: SimulationSetup
    let quantities: Bill.Quantities

    init(_ timeline: Timeline, _ setup: SimulationSetup) {
        self.timeline = timeline
        self.setup = setup
        quantities = Self.quantities(timeline, setup)
    }

    private static func quantities(_ timeline: Timeline, _ setup: SimulationSetup) -> Bill.Quantities {
        var sum = Bill.Quantities()
        let length = timeline.length.inSeconds
        let attempts = timeline.jobs.reduce(0) { $0 + $1.attempts }
        sum.hours = length / 3600
        sum.jobs = Double(timeline.jobs.count)
        sum.attempts = Double(attempts)
        sum.deliveries = Double(attempts)
        // Where billing is known, a task without it was never billed; otherwise each is from its start.
        let isBillingKnown = timeline.tasks.contains { $0.billed != nil }
        var ready = 0.0
        for task in timeline.tasks {
            let end = task.stopped?.secondsFromStart ?? length
            ready += task.ready.map { max(0, end - max(0, $0.secondsFromStart)) } ?? 0
            guard let billed = task.billed ?? (isBillingKnown ? nil : task.requested) else { continue }
            let seconds = end - max(0, billed.secondsFromStart)
            guard seconds > 0 else { continue }
            let hours = max(seconds.rounded(.up), setup.platform.minimumBilling.inSeconds) / 3600
            if task.isSpot { sum.spotTaskHours += hours } else { sum.taskHours += hours }
        }
        sum.imagePulls = Double(timeline.tasks.count { !$0.isInitial })
        sum.busyHours = timeline.jobs.reduce(0) { $0 + ($1.run(until: length) ?? 0) } / 3600
        sum.idleHours = max(0, ready / 3600 - sum.busyHours)
        for case .direct(let policy) in setup.policies {
            sum.looks += length / max(0.1, policy.interval.inSeconds)
        }
        return sum
    }

    var summary: SimulationSummary {
        let bill = Bill(quantities, setup: setup)
        let jobs = timeline.jobs
        let succeeded = jobs.count { $0.outcome == .succeeded }
        let failed = jobs.count { $0.outcome == .failed }
        let first = jobs.map(\.submitted).min() ?? .epoch
        let readyHours = quantities.idleHours + quantities.busyHours
        let newTask = timeline.tasks.filter { $0.requested >= first }.compactMap(\.ready).min()
        let waits = jobs.compactMap { job in job.started.map { job.submitted.duration(to: $0).nanoseconds } }
        let totals = jobs.filter { $0.outcome == .succeeded }.compactMap { job in
            job.finished.map { job.submitted.duration(to: $0).nanoseconds }
        }
        let isDrained = succeeded + failed == jobs.count && !jobs.isEmpty
        let last = jobs.compactMap(\.finished).max() ?? first
        return SimulationSummary(
            submitted: jobs.count,
            succeeded: succeeded,
            failed: failed,
            unfinished: jobs.count - succeeded - failed,
            wait: Percentiles(waits),
            total: Percentiles(totals),
            drainTime: isDrained ? first.duration(to: last).inSeconds : nil,
            length: timeline.length.inSeconds,
            peakTasks: timeline.mostReadyTasks,
            peakVisible: timeline.series.visible.max() ?? 0,
            tasksStarted: timeline.tasks.count { !$0.isInitial },
            scalingChanges: timeline.decisions.count { $0.isChange },
            firstNewTask: newTask.map { first.duration(to: $0).inSeconds },
            idleShare: readyHours > 0 ? quantities.idleHours / readyHours : 0,
            killed: 0,
            givenBack: 0,
            duplicates: 0,
            repeatedWork: 0,
            taskHours: quantities.taskHours + quantities.spotTaskHours,
            cost: bill.total,
            costPer1000: succeeded > 0 ? bill.total * 1000 / Double(succeeded) : 0,
            lambda: LambdaComparison(
                busyHours: quantities.busyHours,
                attempts: quantities.attempts,
                longestJob: .seconds(jobs.compactMap { $0.run(until: timeline.length.inSeconds) }.max() ?? 0),
                setup: setup
            ),
            quotas: []
        )
    }
}

extension Timeline {
    /// The most tasks that were ready at once, from the tasks' own times: samples may miss a short peak.
    package var mostReadyTasks: Int {
        var changes: [(at: Timestamp, by: Int)] = []
        for task in tasks {
            guard let ready = task.ready else { continue }
            changes.append((ready, 1))
            if let stopped = task.stopped { changes.append((stopped, -1)) }
        }
        // One that goes at the moment another comes makes room first.
        changes.sort { ($0.at, $0.by) < ($1.at, $1.by) }
        let standing = changes.prefix { $0.at < .epoch }
        var count = standing.reduce(0) { $0 + $1.by }
        var most = count
        for change in changes.dropFirst(standing.count) {
            count += change.by
            most = max(most, count)
        }
        return most
    }
}

extension Timeline.Task {
    /// Whether it was there when the run began.
    package var isInitial: Bool { requested < .epoch || ready.map { $0 <= .epoch } ?? false }
}

extension Timeline.Job {
    /// Seconds from its first attempt to its end, or to the end of a run of `length` seconds; nil when it never began.
    fileprivate func run(until length: Double) -> Double? {
        started.map { max(0, (finished?.secondsFromStart ?? length) - $0.secondsFromStart) }
    }
}
