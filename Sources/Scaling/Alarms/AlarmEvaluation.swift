/// What one evaluation of an alarm found.
package struct AlarmEvaluation: Sendable, Hashable {
    package let state: AlarmState
    /// The real points it went by, oldest first.
    package let datapoints: [Double]

    /// Evaluates `range`, the values of the last periods, oldest first, nil where a point is missing.
    ///
    /// The rules are those of CloudWatch's "Configuring how alarms treat missing data" and its table of cases:
    /// the N newest points if all are there; else the N newest real points of the longer range; else all real points, the
    /// rest filled by the missing-data setting. An alarm with fewer than M real points goes off early only when the oldest
    /// breaching one among the last N slots is at least M slots old and nothing newer is within bounds.
    package init(_ range: [Double?], rule: AlarmRule, current: AlarmState) {
        let needed = rule.evaluationPeriods
        let real = range.compactMap(\.self)
        let newest = range.suffix(needed)
        let used = newest.contains(nil) ? Array(real.suffix(needed)) : newest.compactMap(\.self)
        datapoints = used
        let isBreaching = { (value: Double) in rule.comparison.breaches(value, rule.threshold) }
        let breaching = used.count(where: isBreaching)
        let missing = needed - used.count
        if missing == 0 {
            state = breaching >= rule.datapointsToAlarm ? .alarm : .ok
            return
        }
        if used.isEmpty {
            state = Self.withoutData(rule.missingData, current)
            return
        }
        switch rule.missingData {
        case .breaching: state = breaching + missing >= rule.datapointsToAlarm ? .alarm : .ok
        case .notBreaching: state = breaching >= rule.datapointsToAlarm ? .alarm : .ok
        case .missing, .ignore:
            if breaching >= rule.datapointsToAlarm {
                state = .alarm
            } else if used.count >= rule.datapointsToAlarm || breaching < used.count {
                state = .ok
            } else {
                let isEarly = Self.goesOffEarly(Array(newest), rule.datapointsToAlarm, isBreaching)
                state = isEarly && rule.missingData == .missing ? .alarm : current
            }
        }
    }

    private static func withoutData(_ setting: MissingData, _ current: AlarmState) -> AlarmState {
        switch setting {
        case .missing: .insufficientData
        case .ignore: current
        case .breaching: .alarm
        case .notBreaching: .ok
        }
    }

    private static func goesOffEarly(_ slots: [Double?], _ needed: Int, _ isBreaching: (Double) -> Bool) -> Bool {
        guard let oldest = slots.firstIndex(where: { $0.map(isBreaching) ?? false }) else { return false }
        return slots.count - oldest >= needed && slots[oldest...].allSatisfy { $0.map(isBreaching) ?? true }
    }
}
