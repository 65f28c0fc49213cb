/// Step scaling on a queue metric, in the terms of CloudWatch and Application Auto Scaling.
package struct StepPolicy: Sendable, Hashable, Codable {
    /// What a step's change means.
    package enum Adjustment: String, Sendable, Hashable, Codable, CaseIterable {
        /// So many tasks more or fewer.
        case changeInCapacity
        /// Just so many tasks.
        case exactCapacity
        /// So many per cent more or fewer.
        case percentChangeInCapacity
    }

    package var metric: ScalingMetric
    package var statistic: MetricStatistic
    /// The period of the metric; 10, 20, 30 s or a multiple of 60 s.
    package var period: Duration
    /// Periods that an alarm looks at.
    package var evaluationPeriods: Int
    /// Periods of them that must breach; nil for all.
    package var datapointsToAlarm: Int?
    package var missingData: MissingData
    package var adjustment: Adjustment
    /// The least change of a percentage, in tasks; nil for none.
    package var minimumMagnitude: Int?
    /// The intervals of the metric and what each does; gaps between them change nothing.
    package var steps: [ScalingStep]
    /// How long a scaling activity holds back the next.
    package var cooldown: Duration

    /// A policy.
    package init(
        metric: ScalingMetric = .visible,
        statistic: MetricStatistic = .maximum,
        period: Duration = .seconds(60),
        evaluationPeriods: Int = 1,
        datapointsToAlarm: Int? = nil,
        missingData: MissingData = .missing,
        adjustment: Adjustment = .changeInCapacity,
        minimumMagnitude: Int? = nil,
        steps: [ScalingStep],
        cooldown: Duration = .seconds(60)
    ) {
        self.metric = metric
        self.statistic = statistic
        self.period = period
        self.evaluationPeriods = evaluationPeriods
        self.datapointsToAlarm = datapointsToAlarm
        self.missingData = missingData
        self.adjustment = adjustment
        self.minimumMagnitude = minimumMagnitude
        self.steps = steps
        self.cooldown = cooldown
    }
}

/// One interval of a step policy, as CDK writes them: the metric's value, and what it does to the count.
package struct ScalingStep: Sendable, Hashable, Codable {
    /// From this value on; nil for the next lower step's end.
    package var lower: Double?
    /// Up to this value; nil for the next higher step's beginning.
    package var upper: Double?
    package var change: Int

    /// An interval and its change.
    package init(lower: Double? = nil, upper: Double? = nil, change: Int) {
        self.lower = lower
        self.upper = upper
        self.change = change
    }
}

extension StepPolicy {
    /// The policy of the system that Sluice grew from, as CDK made it: five minutes, ten seconds of cooldown, no dead band.
    package static let original = StepPolicy(
        statistic: .maximum,
        period: .seconds(300),
        steps: [
            ScalingStep(upper: 1, change: -1), ScalingStep(lower: 2, change: 1), ScalingStep(lower: 4, change: 2),
            ScalingStep(lower: 8, change: 4), ScalingStep(lower: 20, change: 10),
        ],
        cooldown: .seconds(10)
    )
}
