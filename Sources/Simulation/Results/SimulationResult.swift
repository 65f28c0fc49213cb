import SluiceModel
import SluiceScaling

/// A run that is over.
package struct SimulationResult: Sendable {
    package let setup: SimulationSetup
    package let summary: SimulationSummary
    package let bill: Bill
    package let jobs: JobLog
    /// The integral of messages in the queue over time, in message-seconds: Little's law against the jobs' times.
    package let backlogArea: Double
    let tasks: [SimulatedTask]
    let record: RunRecord

    /// Runs `setup` to its end.
    package init(_ setup: SimulationSetup) {
        var run = SimulationRun(setup)
        run.run()
        self.init(run)
    }

    private init(_ run: SimulationRun) {
        setup = run.setup
        jobs = run.queue.log
        tasks = run.tasks
        record = run.record
        backlogArea = run.record.backlogArea / 1e9
        let quantities = run.quantities
        bill = Bill(quantities, setup: run.setup)
        summary = run.summary(quantities, cost: bill.total)
    }
}

extension SimulationRun {
    /// What the bill counts.
    fileprivate var quantities: Bill.Quantities {
        var sum = Bill.Quantities()
        sum.hours = Double(record.end) / 3600e9
        sum.jobs = Double(queue.log.count)
        sum.attempts = queue.log.attempts.reduce(0) { $0 + Double($1) } + Double(record.killed + record.givenBack)
        sum.deliveries = Double(record.deliveries)
        sum.busyHours = Double(record.busyTime) / 3600e9
        sum.looks = setup.policies.contains { $0.name == "direct" } ? Double(record.looks) : 0
        let least = setup.platform.minimumBilling.nanoseconds
        var ready: Int64 = 0
        for task in tasks {
            let end = task.stopped < 0 ? record.end : task.stopped
            if task.ready >= 0 { ready += end - task.ready }
            guard end > task.billed else { continue }
            let seconds = (max(end - task.billed, least) + 999_999_999) / 1_000_000_000
            if task.isSpot {
                sum.spotTaskHours += Double(seconds) / 3600
            } else {
                sum.taskHours += Double(seconds) / 3600
            }
        }
        sum.imagePulls = Double(tasks.count - setup.initialTasks)
        sum.idleHours = max(0, Double(ready) / 3600e9 - sum.busyHours)
        return sum
    }

    fileprivate func summary(_ quantities: Bill.Quantities, cost: Double) -> SimulationSummary {
        let log = queue.log
        let (waits, totals, counts) = times()
        let first = log.submitted.first ?? 0
        let readyHours = quantities.idleHours + quantities.busyHours
        let newTask = tasks.lazy.filter { $0.requested >= first && $0.ready > $0.requested }.map(\.ready).min()
        return SimulationSummary(
            submitted: log.count,
            succeeded: counts.succeeded,
            failed: counts.failed,
            unfinished: log.count - counts.succeeded - counts.failed,
            wait: Percentiles(waits),
            total: Percentiles(totals),
            drainTime: counts.succeeded + counts.failed == log.count && log.count > 0
                ? Double((log.finished.max() ?? 0) - first) / 1e9 : nil,
            length: Double(record.end) / 1e9,
            peakTasks: record.peakRunning,
            peakVisible: record.peakVisible,
            tasksStarted: tasks.count - setup.initialTasks,
            scalingChanges: record.decisions.count { $0.first.isChange },
            firstNewTask: newTask.map { Double($0 - first) / 1e9 },
            idleShare: readyHours > 0 ? quantities.idleHours / readyHours : 0,
            killed: record.killed,
            givenBack: record.givenBack,
            duplicates: record.duplicates,
            repeatedWork: Double(record.wastedTime) / 1e9,
            taskHours: quantities.taskHours + quantities.spotTaskHours,
            cost: cost,
            costPer1000: counts.succeeded > 0 ? cost * 1000 / Double(counts.succeeded) : 0,
            lambda: LambdaComparison(
                busyHours: quantities.busyHours,
                attempts: quantities.attempts,
                longestJob: .nanoseconds(record.longestAttempt),
                setup: setup
            ),
            quotas: quotas
        )
    }

    private func times() -> (waits: [Int64], totals: [Int64], counts: (succeeded: Int, failed: Int)) {
        let log = queue.log
        var (waits, totals): ([Int64], [Int64]) = ([], [])
        waits.reserveCapacity(log.count)
        totals.reserveCapacity(log.count)
        var (succeeded, failed) = (0, 0)
        for index in 0..<log.count {
            if log.started[index] >= 0 { waits.append(log.started[index] - log.submitted[index]) }
            switch log.states[index] {
            case .succeeded:
                succeeded += 1
                totals.append(log.finished[index] - log.submitted[index])
            case .failed: failed += 1
            case .visible, .hidden: break
            }
        }
        return (waits, totals, (succeeded, failed))
    }

    private var quotas: [SimulationSummary.Quota] {
        record.quotas.sorted { ($0.value.first, $0.key) < ($1.value.first, $1.key) }.map { name, hit in
            .init(name: name, first: Double(hit.first) / 1e9, count: hit.count, effect: effect(name, hit))
        }
    }

    private func effect(_ name: String, _ hit: RunRecord.QuotaHit) -> String {
        switch name {
        case "Fargate vCPU quota": "up to \(Int(hit.worst)) tasks could not start"
        case "SQS messages in flight": "receives found nothing while \(Int(hit.worst)) messages waited"
        case "SQS message retention":
            "\(hit.count) messages waited longer than \(setup.queue.retention.text) and were deleted"
        case "API Gateway request rate": "\(hit.count) requests were answered 429 and had to be sent again"
        default: "starts were put off by up to \(ScalingText.number(hit.worst)) s"
        }
    }
}
