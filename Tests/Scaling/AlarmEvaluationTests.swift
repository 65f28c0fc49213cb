import SluiceModel
import SluiceScaling
import Testing

/// The cases are the tables of "Configuring how CloudWatch alarms treat missing data" in the CloudWatch user guide.
@Suite("Evaluating an alarm")
struct AlarmEvaluationTests {
    /// `0` is within bounds, `X` breaches, `-` is missing; the newest is on the right.
    private func evaluate(
        _ points: String,
        _ missing: MissingData,
        needed: Int,
        of periods: Int = 3,
        current: AlarmState = .ok
    ) -> AlarmState {
        let rule = AlarmRule(
            name: "test",
            metric: .visible,
            statistic: .maximum,
            period: .seconds(60),
            evaluationPeriods: periods,
            datapointsToAlarm: needed,
            comparison: .greaterOrEqual,
            threshold: 10,
            missingData: missing
        )
        let range: [Double?] = points.split(separator: " ").map { ["0": 5, "X": 10][$0] }
        return AlarmEvaluation(range, rule: rule, current: current).state
    }

    private static let allOfThree: [(String, [AlarmState?])] = [
        // missing, ignore (nil: keeps its state), breaching, notBreaching
        ("0 - X - X", [.ok, .ok, .ok, .ok]),
        ("0 - - - -", [.ok, .ok, .ok, .ok]),
        ("- - - - -", [.insufficientData, nil, .alarm, .ok]),
        ("0 X X - X", [.alarm, .alarm, .alarm, .alarm]),
        ("- - X - -", [.alarm, nil, .alarm, .ok]),
    ]

    private static let twoOfThree: [(String, [AlarmState?])] = [
        ("0 - X - X", [.alarm, .alarm, .alarm, .alarm]),
        ("0 0 X 0 X", [.alarm, .alarm, .alarm, .alarm]),
        ("0 - X - -", [.ok, .ok, .alarm, .ok]),
        ("- - - - 0", [.ok, .ok, .alarm, .ok]),
        ("- - - X -", [.alarm, nil, .alarm, .ok]),
    ]

    @Test("three of three, for every way to treat missing data", arguments: allOfThree)
    func three(points: String, expected: [AlarmState?]) { check(points, expected, needed: 3) }

    @Test("two of three, for every way to treat missing data", arguments: twoOfThree)
    func two(points: String, expected: [AlarmState?]) { check(points, expected, needed: 2) }

    private func check(_ points: String, _ expected: [AlarmState?], needed: Int) {
        let ways: [MissingData] = [.missing, .ignore, .breaching, .notBreaching]
        for (way, state) in zip(ways, expected) {
            for current in [AlarmState.ok, .alarm, .insufficientData] {
                let found = evaluate(points, way, needed: needed, current: current)
                #expect(found == state ?? current, "\(points) as \(way.rawValue) from \(current.rawValue)")
            }
        }
    }

    @Test("a lone newest breach does not go off early", arguments: ["- - - - X", "- - - X -"])
    func loneBreach(points: String) {
        #expect(evaluate(points, .missing, needed: 3, current: .ok) == .ok)
    }

    @Test("a breach behind the last N slots is too old to go off on")
    func oldBreach() {
        #expect(evaluate("X X - - -", .missing, needed: 3, current: .ok) == .ok)
    }

    @Test("M of N counts the newest N points only")
    func newestOnly() {
        #expect(evaluate("X X 0 X 0", .missing, needed: 2) == .ok)
        #expect(evaluate("0 0 X X 0", .missing, needed: 2) == .alarm)
    }

    @Test("one period of one goes by the newest point there is")
    func single() {
        #expect(evaluate("0 0 X", .missing, needed: 1, of: 1) == .alarm)
        #expect(evaluate("0 X -", .missing, needed: 1, of: 1) == .alarm)
        #expect(evaluate("X 0 -", .missing, needed: 1, of: 1) == .ok)
        #expect(evaluate("- - -", .missing, needed: 1, of: 1, current: .alarm) == .insufficientData)
    }

    @Test(
        "each comparison at, below and above the threshold",
        arguments: [
            (AlarmComparison.greaterOrEqual, [false, true, true]), (.greater, [false, false, true]),
            (.lessOrEqual, [true, true, false]), (.less, [true, false, false]),
        ]
    )
    func comparisons(comparison: AlarmComparison, expected: [Bool]) {
        #expect([9, 10, 11].map { comparison.breaches($0, 10) } == expected)
    }

    @Test("an alarm begins without data, tells changes once, and remembers since when")
    func changes() {
        var alarm = Alarm(
            AlarmRule(
                name: "a",
                metric: .visible,
                statistic: .maximum,
                period: .seconds(60),
                comparison: .greaterOrEqual,
                threshold: 2
            )
        )
        #expect(alarm.state == .insufficientData)
        let first = alarm.evaluate([nil, nil, 5], at: Timestamp(seconds: 60))
        #expect(first?.from == .insufficientData && first?.to == .alarm)
        #expect(first?.reason == "visible >= 2: maximum 5 over 1m")
        let second = alarm.evaluate([nil, 5, 6], at: Timestamp(seconds: 120))
        #expect(second == nil)
        #expect(alarm.since == Timestamp(seconds: 60))
        #expect(alarm.aggregate(.average) == 6)
    }
}
