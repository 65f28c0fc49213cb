import SluiceModel

/// The state of an alarm, in CloudWatch's words.
package enum AlarmState: String, Sendable, Hashable, Codable {
    case ok = "OK"
    case alarm = "ALARM"
    case insufficientData = "INSUFFICIENT_DATA"
}

/// What a missing point counts as.
package enum MissingData: String, Sendable, Hashable, Codable, CaseIterable {
    case missing, ignore, breaching, notBreaching
}

/// How an alarm compares a value with its threshold.
package enum AlarmComparison: String, Sendable, Hashable, Codable {
    case greaterOrEqual = "GreaterThanOrEqualToThreshold"
    case greater = "GreaterThanThreshold"
    case lessOrEqual = "LessThanOrEqualToThreshold"
    case less = "LessThanThreshold"

    /// Whether `value` breaches `threshold`.
    package func breaches(_ value: Double, _ threshold: Double) -> Bool {
        switch self {
        case .greaterOrEqual: value >= threshold
        case .greater: value > threshold
        case .lessOrEqual: value <= threshold
        case .less: value < threshold
        }
    }

    /// The sign people write.
    package var sign: String {
        switch self {
        case .greaterOrEqual: ">="
        case .greater: ">"
        case .lessOrEqual: "<="
        case .less: "<"
        }
    }
}

/// The settings of one CloudWatch alarm.
package struct AlarmRule: Sendable, Hashable, Codable {
    package var name: String
    package var metric: ScalingMetric
    package var statistic: MetricStatistic
    /// 10, 20 or 30 s, or a multiple of 60 s.
    package var period: Duration
    /// N: the periods it looks at.
    package var evaluationPeriods: Int
    /// M: how many of them must breach; 1 to N.
    package var datapointsToAlarm: Int
    package var comparison: AlarmComparison
    package var threshold: Double
    package var missingData: MissingData

    /// An alarm; `datapointsToAlarm` is N unless given.
    package init(
        name: String,
        metric: ScalingMetric,
        statistic: MetricStatistic,
        period: Duration,
        evaluationPeriods: Int = 1,
        datapointsToAlarm: Int? = nil,
        comparison: AlarmComparison,
        threshold: Double,
        missingData: MissingData = .missing
    ) {
        self.name = name
        self.metric = metric
        self.statistic = statistic
        self.period = period
        self.evaluationPeriods = max(1, evaluationPeriods)
        self.datapointsToAlarm = max(1, min(datapointsToAlarm ?? evaluationPeriods, evaluationPeriods))
        self.comparison = comparison
        self.threshold = threshold
        self.missingData = missingData
    }

    /// What it waits for, such as `visible >= 2`.
    package var condition: String { "\(metric.rawValue) \(comparison.sign) \(ScalingText.number(threshold))" }
}
