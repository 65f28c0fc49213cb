package import SluiceModel

/// A CloudWatch alarm: its rule and its state.
package struct Alarm: Sendable, Hashable {
    package let rule: AlarmRule
    package private(set) var state = AlarmState.insufficientData
    /// Since when it has been in that state; nil before its first evaluation.
    package private(set) var since: Timestamp?
    /// The points of its last evaluation, oldest first.
    package private(set) var datapoints: [Double] = []

    /// A new alarm, which has seen nothing yet.
    package init(_ rule: AlarmRule) {
        self.rule = rule
    }

    /// Evaluates `range`, the values of the last periods, oldest first, nil where a point is missing.
    ///
    /// - Returns: The change of state; nil when there is none. Actions of Auto Scaling run after every evaluation in
    ///   ALARM, not only after a change.
    package mutating func evaluate(_ range: [Double?], at now: Timestamp) -> AlarmChange? {
        let evaluation = AlarmEvaluation(range, rule: rule, current: state)
        datapoints = evaluation.datapoints
        defer { since = since ?? now }
        guard evaluation.state != state else { return nil }
        let change = AlarmChange(at: now, rule: rule, from: state, to: evaluation.state, datapoints: datapoints)
        state = evaluation.state
        since = now
        return change
    }

    /// The value that step policies go by: the evaluated points, averaged unless the policy says otherwise.
    package func aggregate(_ statistic: MetricStatistic) -> Double? { statistic.value(of: datapoints) }
}

/// A change of an alarm's state.
package struct AlarmChange: Sendable, Hashable {
    package let at: Timestamp
    package let rule: AlarmRule
    package let from: AlarmState
    package let to: AlarmState
    /// The points it went by, oldest first.
    package let datapoints: [Double]

    /// The reason in words.
    package var reason: String {
        let values = datapoints.map(ScalingText.number).joined(separator: ", ")
        let seen = datapoints.isEmpty ? "no points" : "\(rule.statistic.rawValue) \(values)"
        let periods =
            rule.evaluationPeriods == 1 ? "" : ", \(rule.datapointsToAlarm) of \(rule.evaluationPeriods) periods"
        return "\(rule.condition)\(periods): \(seen) over \(rule.period.text)"
    }
}
