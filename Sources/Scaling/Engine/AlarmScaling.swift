package import SluiceModel

/// Alarms and the policies they trigger, for one scalable target, as CloudWatch and Application Auto Scaling run them.
///
/// Every evaluation looks at all alarms; the actions of those in ALARM run every time, not only after a change of state. Of
/// several scale-outs, or several scale-ins, the largest capacity wins; a scale-out goes before any scale-in.
package struct AlarmScaling: Sendable {
    private struct Entry: Sendable {
        var alarm: Alarm
        let action: AlarmAction
    }

    private var entries: [Entry]
    private var histories: [ScalingMetric: MetricHistory] = [:]
    private var publisher: MetricPublisher
    private var cooldowns = Cooldowns()
    private let limits: CapacityLimits
    private let cloudWatch: CloudWatchRules
    private let rules: AutoScalingRules
    private let metrics: [ScalingMetric]

    /// The alarms of `policies`; those that are `direct` have none.
    package init(
        policies: [ScalingPolicy],
        limits: CapacityLimits,
        cloudWatch: CloudWatchRules,
        rules: AutoScalingRules
    ) {
        entries = policies.flatMap { AlarmAction.all(of: $0, limits: limits, rules: rules) }
            .map { Entry(alarm: Alarm($0.rule), action: $0.action) }
        self.limits = limits
        self.cloudWatch = cloudWatch
        self.rules = rules
        publisher = MetricPublisher(rules: cloudWatch)
        let used = Set(entries.map(\.alarm.rule.metric))
        metrics = ScalingMetric.allCases.filter(used.contains)
        for metric in metrics {
            let longest = entries.filter { $0.alarm.rule.metric == metric }
                .map { $0.alarm.rule.period * ($0.alarm.rule.evaluationPeriods + cloudWatch.extraPeriods + 1) }.max()
            histories[metric] = MetricHistory(horizon: (longest ?? .zero) + .seconds(120))
        }
    }

    /// Whether there is any alarm.
    package var isEmpty: Bool { entries.isEmpty }

    /// The time between two evaluations: a minute, or 10 s when a period is shorter than a minute.
    package var evaluationInterval: Duration {
        entries.contains { $0.alarm.rule.period < .seconds(60) } ? .seconds(10) : .seconds(60)
    }

    /// The alarms and their states.
    package var alarms: [Alarm] { entries.map(\.alarm) }

    /// Takes a sample of every metric that an alarm looks at.
    ///
    /// - Returns: The points that CloudWatch publishes for it.
    package mutating func sample(
        _ observation: FleetObservation,
        at now: Timestamp
    ) -> [(metric: ScalingMetric, sample: MetricSample)] {
        let points = publisher.publish(metrics, of: observation, at: now)
        for (metric, sample) in points { histories[metric]?.add(sample) }
        return points
    }

    /// Evaluates every alarm and runs the actions of those in ALARM.
    package mutating func evaluate(
        _ observation: FleetObservation,
        at now: Timestamp
    ) -> (decision: ScalingDecision, changes: [AlarmChange]) {
        var changes: [AlarmChange] = []
        for index in entries.indices {
            let rule = entries[index].alarm.rule
            let range = histories[rule.metric]?.datapoints(
                rule.statistic,
                period: rule.period,
                count: rule.evaluationPeriods + cloudWatch.extraPeriods,
                at: now,
                aligned: cloudWatch.alignsPeriods
            )
            if let change = entries[index].alarm.evaluate(range ?? [], at: now) { changes.append(change) }
        }
        return (decide(observation, at: now), changes)
    }

    private struct Candidate {
        let policy: String
        let capacity: Int
        let base: Int
        let change: Int
        let isOut: Bool
        let cooldown: Duration
        let needsAgreement: Bool
    }

    private mutating func decide(_ observation: FleetObservation, at now: Timestamp) -> ScalingDecision {
        var reasons = entries.map { entry in
            DecisionReason.alarm(
                entry.alarm.rule.name,
                entry.alarm.state,
                condition: entry.alarm.rule.condition,
                datapoints: entry.alarm.datapoints
            )
        }
        let desired = observation.tasks.desired
        let firing = entries.filter { $0.alarm.state == .alarm }
        if firing.isEmpty { reasons.append(.quiet) }
        var outs: [Candidate] = []
        var ins: [Candidate] = []
        for entry in firing {
            guard let candidate = candidate(entry, observation.tasks, at: now, &reasons) else { continue }
            if candidate.isOut { outs.append(candidate) } else { ins.append(candidate) }
        }
        var result = desired
        if let winner = largest(outs, &reasons) {
            result = winner.capacity
            cooldowns.scaledOut(by: winner.change, from: winner.base, cooldown: winner.cooldown, at: now)
        } else if let winner = largest(agreed(ins, &reasons), &reasons) {
            if observation.isDeploying {
                reasons.append(.deployment)
            } else {
                result = winner.capacity
                cooldowns.scaledIn(cooldown: winner.cooldown, at: now)
            }
        }
        return ScalingDecision(at: now, observation: observation, desired: result, reasons: reasons)
    }

    /// What one policy in ALARM makes of the fleet; nil when it changes nothing, with the reason appended.
    private func candidate(
        _ entry: Entry,
        _ tasks: TaskCounts,
        at now: Timestamp,
        _ reasons: inout [DecisionReason]
    ) -> Candidate? {
        let count = rules.base == .running ? tasks.running : tasks.desired
        let asked = entry.action.proposal(from: count, alarm: entry.alarm)
        reasons.append(asked.reason)
        guard let proposed = asked.capacity, proposed != count else { return nil }
        reasons.append(.base(rules.base, count))
        let isOut = proposed > count
        // A wanted count outside the limits first goes to the limit; further away it does not go at all.
        if isOut, tasks.desired > limits.maximum {
            return limited(.atMaximum(limits.maximum, setBy: limits.maximumReason))
        }
        if !isOut, tasks.desired < limits.minimum { return limited(.atMinimum(limits.minimum)) }
        let isOutside = limits.clamp(tasks.desired) != tasks.desired
        let base = isOutside ? limits.clamp(count) : count
        var capacity = entry.action.capacity(from: base, proposed: proposed, alarm: entry.alarm)
        let change = capacity - base
        if isOut {
            guard let allowed = cooldowns.scaleOut(by: change, from: base, at: now) else {
                let end = cooldowns.scaleOutEnd(at: now) ?? now
                return limited(.scaleOutCooldown(left: now.duration(to: end)))
            }
            capacity = allowed
        } else if let end = scaleInBlock(at: now) {
            return limited(.scaleInCooldown(left: now.duration(to: end)))
        }
        if capacity > limits.maximum { reasons.append(.atMaximum(limits.maximum, setBy: limits.maximumReason)) }
        if capacity < limits.minimum { reasons.append(.atMinimum(limits.minimum)) }
        capacity = limits.clamp(capacity)
        guard isOut ? capacity > tasks.desired : capacity < tasks.desired else {
            return limited(.alreadyDesired(tasks.desired))
        }
        return Candidate(
            policy: entry.action.policy,
            capacity: capacity,
            base: base,
            change: change,
            isOut: isOut,
            cooldown: entry.action.cooldown,
            needsAgreement: entry.action.needsAgreement
        )

        func limited(_ reason: DecisionReason) -> Candidate? {
            reasons.append(reason)
            return nil
        }
    }

    private func scaleInBlock(at now: Timestamp) -> Timestamp? {
        let afterOut = rules.scaleOutCooldownBlocksScaleIn ? cooldowns.scaleOutEnd(at: now) : nil
        return cooldowns.scaleInEnd(at: now) ?? afterOut
    }

    /// Target tracking removes tasks only when every such policy wants to; step policies are not asked.
    private func agreed(_ candidates: [Candidate], _ reasons: inout [DecisionReason]) -> [Candidate] {
        let tracking = entries.count { $0.action.needsAgreement }
        let agreeing = candidates.count { $0.needsAgreement }
        guard agreeing > 0, agreeing < tracking else { return candidates }
        reasons.append(.notAllAgree)
        return candidates.filter { !$0.needsAgreement }
    }

    private func largest(_ candidates: [Candidate], _ reasons: inout [DecisionReason]) -> Candidate? {
        guard let winner = candidates.max(by: { $0.capacity < $1.capacity }) else { return nil }
        if candidates.count > 1 {
            reasons.append(.largestWins(policy: winner.policy, capacity: winner.capacity))
        }
        return winner
    }
}
