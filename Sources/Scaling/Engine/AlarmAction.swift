/// What an alarm does while it is in ALARM: one policy of Application Auto Scaling.
package struct AlarmAction: Sendable, Hashable {
    /// How the capacity follows from the metric.
    package enum Kind: Sendable, Hashable {
        case steps(StepAdjustments, MetricStatistic)
        /// Target tracking; `isOut` tells the alarm above the target from the one below.
        case target(BacklogPolicy, isOut: Bool)
    }

    package let policy: String
    package let kind: Kind
    package let cooldown: Duration

    /// What the policy asks for.
    package struct Proposal: Sendable, Hashable {
        /// Before limits and cooldowns; nil when no step holds the value.
        package let capacity: Int?
        package let reason: DecisionReason
    }

    /// The capacity that the policy makes of `current`, given its alarm.
    package func proposal(from current: Int, alarm: Alarm) -> Proposal {
        switch kind {
        case .steps(let adjustments, let statistic):
            guard let value = alarm.aggregate(statistic),
                let step = adjustments.step(for: value, threshold: alarm.rule.threshold)
            else { return Proposal(capacity: nil, reason: .noStep(policy: policy)) }
            return Proposal(
                capacity: adjustments.capacity(from: current, by: step),
                reason: .step(policy: policy, value: value, change: step.change, adjustments.adjustment)
            )
        case .target(let backlog, let isOut):
            guard let metric = alarm.datapoints.last else {
                return Proposal(capacity: nil, reason: .noStep(policy: policy))
            }
            let exact = backlog.capacity(from: current, metric: metric)
            let capacity = isOut ? max(exact, current + 1) : exact
            return Proposal(
                capacity: capacity,
                reason: .target(metric: metric, target: backlog.target, capacity: capacity)
            )
        }
    }

    /// The capacity when it is counted from the limit `base` instead of the tasks that `proposed` was counted from.
    ///
    /// Target tracking stays at what it proposed: its metric belongs to the tasks that it was divided by.
    package func capacity(from base: Int, proposed: Int, alarm: Alarm) -> Int {
        if case .target = kind { return proposed }
        return proposal(from: base, alarm: alarm).capacity ?? proposed
    }

    /// Whether this is the scale-in side of target tracking, which needs every such policy to agree.
    package var needsAgreement: Bool {
        if case .target(_, isOut: false) = kind { true } else { false }
    }
}

extension AlarmAction {
    /// The alarms and actions of `policy` on a fleet within `limits`; none for `direct`.
    package static func all(
        of policy: ScalingPolicy,
        limits: CapacityLimits,
        rules: AutoScalingRules
    ) -> [(rule: AlarmRule, action: AlarmAction)] {
        switch policy {
        case .steps(let steps): stepAlarms(steps, name: "steps")
        case .backlog(let backlog): targetAlarms(backlog, rules) + wakeAlarm(backlog, limits)
        case .direct: []
        }
    }

    private static func stepAlarms(_ policy: StepPolicy, name: String) -> [(AlarmRule, AlarmAction)] {
        let alarms = StepAlarms(policy)
        let sides = [(alarms.upper, "\(name)-upper"), (alarms.lower, "\(name)-lower")]
        return sides.compactMap { side, name in
            side.map { side in
                (
                    AlarmRule(
                        name: name,
                        metric: policy.metric,
                        statistic: policy.statistic,
                        period: policy.period,
                        evaluationPeriods: policy.evaluationPeriods,
                        datapointsToAlarm: policy.datapointsToAlarm,
                        comparison: side.comparison,
                        threshold: side.threshold,
                        missingData: policy.missingData
                    ),
                    AlarmAction(
                        policy: name,
                        kind: .steps(side.adjustments, policy.statistic.aggregation),
                        cooldown: policy.cooldown
                    )
                )
            }
        }
    }

    private static func targetAlarms(_ policy: BacklogPolicy, _ rules: AutoScalingRules) -> [(AlarmRule, AlarmAction)] {
        let out = (
            AlarmRule(
                name: "backlog-high",
                metric: .backlogPerTask,
                statistic: .average,
                period: .seconds(60),
                evaluationPeriods: rules.targetTrackingOutPeriods,
                comparison: .greater,
                threshold: policy.target
            ),
            AlarmAction(
                policy: "backlog-high",
                kind: .target(policy, isOut: true),
                cooldown: policy.scaleOutCooldown
            )
        )
        let back = (
            AlarmRule(
                name: "backlog-low",
                metric: .backlogPerTask,
                statistic: .average,
                period: .seconds(60),
                evaluationPeriods: rules.targetTrackingInPeriods,
                comparison: .less,
                threshold: policy.target * rules.targetTrackingLowShare
            ),
            AlarmAction(
                policy: "backlog-low",
                kind: .target(policy, isOut: false),
                cooldown: policy.scaleInCooldown
            )
        )
        return policy.scalesIn ? [out, back] : [out]
    }

    /// Backlog per task has no value while no task runs, so a fleet that may be empty needs another alarm to wake it.
    private static func wakeAlarm(_ policy: BacklogPolicy, _ limits: CapacityLimits) -> [(AlarmRule, AlarmAction)] {
        guard limits.minimum == 0 else { return [] }
        let rule = AlarmRule(
            name: "backlog-wake",
            metric: .visibleWithoutTasks,
            statistic: .maximum,
            period: .seconds(60),
            comparison: .greaterOrEqual,
            threshold: 1
        )
        let steps = StepAdjustments(.changeInCapacity, steps: [.init(lower: 0, upper: nil, change: 1)])
        let action = AlarmAction(
            policy: "backlog-wake",
            kind: .steps(steps, .maximum),
            cooldown: policy.scaleOutCooldown
        )
        return [(rule, action)]
    }
}
