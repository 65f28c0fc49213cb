package import SluiceModel
import SluiceScaling

/// What a run costs, line by line.
package struct Bill: Sendable, Hashable, Codable {
    package let lines: [Timeline.CostLine]

    /// The sum, in US dollars.
    package var total: Double { lines.reduce(0) { $0 + $1.dollars } }

    /// What is counted of a run.
    struct Quantities {
        var hours = 0.0
        var taskHours = 0.0
        var spotTaskHours = 0.0
        var imagePulls = 0.0
        var jobs = 0.0
        var attempts = 0.0
        var deliveries = 0.0
        /// Hours that tasks were ready without a job.
        var idleHours = 0.0
        /// Hours that attempts took.
        var busyHours = 0.0
        /// Decisions of the policy `direct`, each of which reads the queue's counts.
        var looks = 0.0
    }

    init(_ quantities: Quantities, setup: SimulationSetup) {
        lines = Self.lines(quantities, setup).filter { $0.dollars > 0 }
    }

    private static func lines(_ run: Quantities, _ setup: SimulationSetup) -> [Timeline.CostLine] {
        let (prices, usage) = (setup.prices, setup.usage)
        func line(
            _ item: String,
            _ count: Double,
            _ unit: String,
            _ price: Double,
            growth: Timeline.CostLine.Growth = .time
        ) -> Timeline.CostLine {
            .init(
                item: item,
                dollars: count * price,
                basis: "\(count.countText) \(unit) at \(price.priceText) USD",
                growth: growth
            )
        }
        let onDemand = prices.taskHour(setup.size, isSpot: false)
        var lines = [
            line("Fargate", run.taskHours, "task-hours", onDemand, growth: .tasks),
            line(
                "Fargate Spot",
                run.spotTaskHours,
                "task-hours",
                prices.taskHour(setup.size, isSpot: true),
                growth: .tasks
            ),
        ]
        if setup.policies.contains(where: { $0.name == "direct" }) {
            lines.append(line("Scaler", run.hours, "hours", prices.taskHour(usage.scalerSize, isSpot: false)))
            if usage.hasPublicAddresses {
                lines.append(line("Scaler's address", run.hours, "hours", prices.addressHour))
            }
        }
        if usage.hasPublicAddresses {
            let hours = run.taskHours + run.spotTaskHours
            lines.append(line("Public addresses", hours, "hours", prices.addressHour, growth: .tasks))
        }
        if usage.natGateways > 0 {
            let gigabytes = run.imagePulls * setup.size.imageBytes / 1e9
            lines.append(line("NAT gateways", run.hours * Double(usage.natGateways), "hours", prices.natHour))
            lines.append(line("NAT traffic", gigabytes, "GB of images", prices.natGigabyte, growth: .tasks))
        }
        func perJob(_ item: String, _ count: Double, _ unit: String, _ price: Double) {
            lines.append(line(item, count, unit, price, growth: .jobs))
        }
        perJob("SQS", requests(run, setup), "requests", prices.queueRequest)
        perJob("API Gateway", run.jobs * usage.apiRequestsPerJob, "requests", prices.apiRequest)
        perJob("S3 writes", run.jobs * usage.putsPerJob, "requests", prices.objectPut)
        perJob("S3 reads", run.jobs * usage.getsPerJob, "requests", prices.objectGet)
        perJob("Logs", run.attempts * usage.logBytesPerAttempt / 1e9, "GB", prices.logGigabyte)
        let (alarms, metrics) = monitoring(setup)
        lines.append(line("Alarms", Double(alarms) * run.hours / 730, "alarm metric-months", prices.alarmMonth))
        lines.append(line("Metrics", Double(metrics) * run.hours / 730, "metric-months", prices.metricMonth))
        return lines
    }

    /// Send, receive and delete of each job, heartbeats, empty receives, and the reads of the policy `direct`.
    private static func requests(_ run: Quantities, _ setup: SimulationSetup) -> Double {
        let beat = max(1, setup.queue.visibility.inSeconds / 3)
        let heartbeats = setup.worker.sendsHeartbeats ? run.busyHours * 3600 / beat : 0
        let empty = run.idleHours * 3600 / max(1, setup.usage.receiveWait.inSeconds)
        return run.jobs * 2 + run.deliveries + heartbeats + empty + run.looks
    }

    /// Alarm metrics and custom metrics that the policies need.
    private static func monitoring(_ setup: SimulationSetup) -> (alarms: Int, metrics: Int) {
        var (alarms, metrics) = (0, 0)
        for policy in setup.policies {
            let rules = AlarmAction.all(of: policy, limits: setup.limits, rules: setup.autoScaling).map(\.rule)
            alarms += rules.reduce(0) { $0 + $1.metric.partCount }
            if rules.contains(where: { $0.metric.needsTaskCount }) { metrics += 1 }
        }
        return (alarms, metrics)
    }
}

extension ScalingMetric {
    /// How many CloudWatch metrics it is made of.
    fileprivate var partCount: Int {
        switch self {
        case .visible, .inFlight: 1
        case .visiblePlusInFlight, .visibleWithoutTasks: 2
        case .backlogPerTask: 3
        }
    }

    /// Whether it needs the number of running tasks, which Container Insights publishes.
    fileprivate var needsTaskCount: Bool { self == .backlogPerTask || self == .visibleWithoutTasks }
}

extension Double {
    /// A price in US dollars, or in millionths of one when it is tiny.
    fileprivate var priceText: String {
        if self >= 0.001 { return "\((self * 1e6).rounded() / 1e6)" }
        return "\(ScalingText.number(self * 1e6)) millionths of a"
    }

    /// A count: whole from a hundred on, with three digits that say something below one.
    fileprivate var countText: String {
        if self >= 100 { return ScalingText.number(rounded()) }
        if self >= 1 || self == 0 { return ScalingText.number(self) }
        var scale = 1000.0
        while self * scale < 100, scale < 1e9 { scale *= 10 }
        return "\((self * scale).rounded() / scale)"
    }
}
