/// Step scaling on a queue metric, in the terms of CloudWatch and Application Auto Scaling.
package struct StepPolicy: Sendable, Hashable, Codable {
    /// How the metric's samples of one period become one value.
    package enum Statistic: String, Sendable, Hashable, Codable, CaseIterable {
        case maximum, average, minimum
    }

    /// What a step's change means.
    package enum Adjustment: String, Sendable, Hashable, Codable, CaseIterable {
        /// So many tasks more or fewer.
        case changeInCapacity
        /// Just so many tasks.
        case exactCapacity
        /// So many per cent more or fewer.
        case percentChangeInCapacity
    }

    /// Which messages count.
    package enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
        /// `ApproximateNumberOfMessagesVisible`.
        case visible
        /// `ApproximateNumberOfMessagesNotVisible`.
        case inFlight
        /// Both, by metric math.
        case visiblePlusInFlight
    }

    package var metric: Metric
    package var statistic: Statistic
    /// The period of the metric; 10, 20, 30 s or a multiple of 60 s.
    package var period: Duration
    /// Periods that an alarm looks at.
    package var evaluationPeriods: Int
    package var adjustment: Adjustment
    /// The intervals of the metric and what each does, without gaps inside.
    package var steps: [ScalingStep]
    /// How long a scaling activity holds back the next.
    package var cooldown: Duration

    /// A policy.
    package init(
        metric: Metric = .visible,
        statistic: Statistic = .maximum,
        period: Duration = .seconds(60),
        evaluationPeriods: Int = 1,
        adjustment: Adjustment = .changeInCapacity,
        steps: [ScalingStep],
        cooldown: Duration = .seconds(60)
    ) {
        self.metric = metric
        self.statistic = statistic
        self.period = period
        self.evaluationPeriods = evaluationPeriods
        self.adjustment = adjustment
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
