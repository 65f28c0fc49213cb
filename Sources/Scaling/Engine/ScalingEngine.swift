package import SluiceModel

/// What decides how many tasks there should be: policies, limits, and the clocks of what feeds them.
///
/// A pure machine that says itself when it wants to be asked next, so that the same value runs in a simulation, in the local
/// fleet's loop and in the scaler on AWS.
package struct ScalingEngine: Sendable {
    /// What one step of the engine brought.
    package struct Report: Sendable {
        /// nil when only metrics were sampled.
        package var decision: ScalingDecision?
        package var points: [(metric: ScalingMetric, sample: MetricSample)] = []
        package var alarmChanges: [AlarmChange] = []
    }

    /// When `advance` wants to be called next; nil when nothing scales.
    package private(set) var nextWakeup: Timestamp?
    package let limits: CapacityLimits
    private var directs: [DirectScaling]
    private var alarms: AlarmScaling?
    private let directInterval: Duration
    private var nextSample: Timestamp
    private var nextEvaluation: Timestamp
    private var nextLook: Timestamp
    private let samplePeriod: Duration
    private let evaluationInterval: Duration

    /// An engine that begins at `start`.
    ///
    /// - Parameters:
    ///   - policies: What decides; several at once are combined as Application Auto Scaling does.
    ///   - limits: The least and the most tasks.
    ///   - cloudWatch: What is open about metrics and alarms.
    ///   - rules: What is open about Application Auto Scaling.
    ///   - start: When it begins.
    package init(
        policies: [ScalingPolicy],
        limits: CapacityLimits,
        cloudWatch: CloudWatchRules = CloudWatchRules(),
        rules: AutoScalingRules = AutoScalingRules(),
        start: Timestamp
    ) {
        self.limits = limits
        let settings = policies.compactMap { if case .direct(let policy) = $0 { policy } else { nil } }
        directs = settings.map { DirectScaling(policy: $0, limits: limits) }
        directInterval = settings.map(\.interval).min() ?? .seconds(1)
        let scaling = AlarmScaling(policies: policies, limits: limits, cloudWatch: cloudWatch, rules: rules)
        evaluationInterval = scaling.evaluationInterval
        alarms = scaling.isEmpty ? nil : scaling
        samplePeriod = cloudWatch.samplePeriod
        nextSample = Self.first(cloudWatch.samplePhase, every: cloudWatch.samplePeriod, from: start)
        nextEvaluation = Self.first(cloudWatch.evaluationPhase, every: scaling.evaluationInterval, from: start)
        nextLook = start
        schedule()
    }

    /// Whether the engine has alarms, which see the queue once a minute and late.
    package var hasAlarms: Bool { alarms != nil }

    /// Does what is due at `now`: samples metrics, evaluates alarms, lets the loop look.
    package mutating func advance(to now: Timestamp, observing observation: FleetObservation) -> Report {
        var report = Report()
        if alarms != nil, now >= nextSample {
            report.points = alarms?.sample(observation, at: now) ?? []
            nextSample = Self.after(nextSample, every: samplePeriod, now)
        }
        if alarms != nil, now >= nextEvaluation {
            if let (decision, changes) = alarms?.evaluate(observation, at: now) {
                report.decision = decision
                report.alarmChanges = changes
            }
            nextEvaluation = Self.after(nextEvaluation, every: evaluationInterval, now)
        }
        if !directs.isEmpty, now >= nextLook {
            look(observation, at: now, &report)
            nextLook = Self.after(nextLook, every: directInterval, now)
        }
        schedule()
        return report
    }

    /// The loop's own decisions; beside alarms the larger capacity wins.
    private mutating func look(_ observation: FleetObservation, at now: Timestamp, _ report: inout Report) {
        for index in directs.indices {
            let decision = directs[index].decide(at: now, observing: observation)
            guard let other = report.decision else {
                report.decision = decision
                continue
            }
            report.decision = decision.desired > other.desired ? decision : other
        }
    }

    private mutating func schedule() {
        var next: Timestamp?
        if alarms != nil { next = min(nextSample, nextEvaluation) }
        if !directs.isEmpty { next = next.map { min($0, nextLook) } ?? nextLook }
        nextWakeup = next
    }

    /// The first instant from `start` on that lies `phase` into a period.
    private static func first(_ phase: Duration, every period: Duration, from start: Timestamp) -> Timestamp {
        let length = period.nanoseconds
        let offset = (start.nanoseconds - phase.nanoseconds).flooredQuotient(by: length) * length + phase.nanoseconds
        return Timestamp(nanoseconds: offset < start.nanoseconds ? offset + length : offset)
    }

    /// The instant of the next period after `now`, counted from `last`.
    private static func after(_ last: Timestamp, every period: Duration, _ now: Timestamp) -> Timestamp {
        let length = max(1, period.nanoseconds)
        let missed = (now.nanoseconds - last.nanoseconds) / length
        return Timestamp(nanoseconds: last.nanoseconds + (missed + 1) * length)
    }
}
