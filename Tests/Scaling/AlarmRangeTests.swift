import SluiceModel
import SluiceScaling
import Testing

/// What the CloudWatch user guide says in words about missing data, over every range of five points for N = 3.
@Suite("Every range of points")
struct AlarmRangeTests {
    /// The 243 ranges of within bounds (0), breaching (1) and missing (nil), the newest on the right.
    private static let ranges: [[Double?]] = (0..<243).map { index in
        var rest = index
        return (0..<5).map { _ in
            defer { rest /= 3 }
            return [0, 1, nil][rest % 3]
        }
    }

    private func state(
        _ range: [Double?],
        _ missing: MissingData,
        needed: Int,
        current: AlarmState = .insufficientData
    ) -> AlarmState {
        let rule = AlarmRule(
            name: "test",
            metric: .visible,
            statistic: .maximum,
            period: .seconds(60),
            evaluationPeriods: 3,
            datapointsToAlarm: needed,
            comparison: .greaterOrEqual,
            threshold: 1,
            missingData: missing
        )
        return AlarmEvaluation(range, rule: rule, current: current).state
    }

    private func breaching(_ values: some Sequence<Double>) -> Int { values.count { $0 >= 1 } }

    @Test("three real points decide alone, however missing ones are treated", arguments: 1...3)
    func enoughPoints(needed: Int) {
        for range in Self.ranges {
            let real = range.compactMap(\.self)
            guard real.count >= 3 else { continue }
            let expected: AlarmState = breaching(real.suffix(3)) >= needed ? .alarm : .ok
            for way in MissingData.allCases {
                for current in [AlarmState.ok, .alarm, .insufficientData] {
                    #expect(state(range, way, needed: needed, current: current) == expected, "\(range) as \(way)")
                }
            }
        }
    }

    @Test("filled points count as breaching, or as within bounds, and what was before does not count", arguments: 1...3)
    func filled(needed: Int) {
        for range in Self.ranges {
            let real = range.compactMap(\.self)
            guard real.count < 3 else { continue }
            let found = breaching(real)
            let filled = found + 3 - real.count
            for current in [AlarmState.ok, .alarm, .insufficientData] {
                let high = state(range, .breaching, needed: needed, current: current)
                let low = state(range, .notBreaching, needed: needed, current: current)
                #expect(high == (filled >= needed ? .alarm : .ok), "\(range)")
                #expect(low == (found >= needed ? .alarm : .ok), "\(range)")
            }
        }
    }

    @Test("what both ways of filling agree on, missing and ignore say too", arguments: 1...3)
    func certain(needed: Int) {
        for range in Self.ranges where range.contains(where: { $0 != nil }) {
            let high = state(range, .breaching, needed: needed)
            guard high == state(range, .notBreaching, needed: needed) else { continue }
            for way in [MissingData.missing, .ignore] {
                for current in [AlarmState.ok, .alarm, .insufficientData] {
                    #expect(state(range, way, needed: needed, current: current) == high, "\(range) as \(way)")
                }
            }
        }
    }

    @Test("missing goes off early where ignore keeps its state, and differs nowhere else", arguments: 1...3)
    func early(needed: Int) {
        for range in Self.ranges where range.contains(where: { $0 != nil }) {
            let missing = state(range, .missing, needed: needed, current: .ok)
            let ignore = state(range, .ignore, needed: needed, current: .ok)
            guard missing != ignore else { continue }
            let newest = range.suffix(3)
            let slots = Array(newest)
            let oldest = slots.firstIndex(of: 1)
            #expect(missing == .alarm && ignore == .ok, "\(range)")
            // At least M slots old, and no point within bounds after it.
            #expect(oldest.map { 3 - $0 >= needed && !slots[$0...].contains(0) } == true, "\(range)")
            #expect(range.compactMap(\.self).count < needed, "\(range)")
        }
    }

    @Test("the points of an evaluation are the ones it went by, oldest first")
    func datapoints() {
        let rule = AlarmRule(
            name: "test",
            metric: .visible,
            statistic: .maximum,
            period: .seconds(60),
            evaluationPeriods: 3,
            comparison: .greater,
            threshold: 0
        )
        #expect(AlarmEvaluation([1, 2, 3, 4, 5], rule: rule, current: .ok).datapoints == [3, 4, 5])
        #expect(AlarmEvaluation([1, nil, 3, nil, 5], rule: rule, current: .ok).datapoints == [1, 3, 5])
        #expect(AlarmEvaluation([1, 2, 3, nil, 5], rule: rule, current: .ok).datapoints == [2, 3, 5])
        #expect(AlarmEvaluation([nil, nil, 3, nil, nil], rule: rule, current: .ok).datapoints == [3])
        #expect(AlarmEvaluation([], rule: rule, current: .ok).state == .insufficientData)
    }

    @Test(
        "settings out of range are brought into it: M is 1 to N, and N unless given",
        arguments: [(nil, 4), (0, 1), (2, 2), (9, 4)] as [(Int?, Int)]
    )
    func rule(needed: Int?, expected: Int) {
        let rule = AlarmRule(
            name: "test",
            metric: .visible,
            statistic: .maximum,
            period: .seconds(60),
            evaluationPeriods: 4,
            datapointsToAlarm: needed,
            comparison: .less,
            threshold: 1.5
        )
        #expect(rule.datapointsToAlarm == expected)
        #expect(rule.condition == "visible < 1.5")
    }
}
