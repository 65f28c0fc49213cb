import SluiceModel
import SluiceScaling
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Policies, rules and observations without any plan, and what holds for every decision all the same.
@Suite("Any decision")
struct DecisionTests {
    private struct Draw {
        var random: SeededGenerator

        mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        mutating func coin() -> Bool { Bool.random(using: &random) }

        mutating func steps() -> ScalingPolicy {
            let adjustment = StepPolicy.Adjustment.allCases.randomElement(using: &random) ?? .changeInCapacity
            let factor = adjustment == .percentChangeInCapacity ? 20 : 1
            let isExact = adjustment == .exactCapacity
            let low = number(0...3)
            let high = low + number(0...4)
            return .steps(
                StepPolicy(
                    metric: ScalingMetric.allCases.randomElement(using: &random) ?? .visible,
                    statistic: MetricStatistic.allCases.randomElement(using: &random) ?? .maximum,
                    period: .seconds(60 * number(1...5)),
                    evaluationPeriods: number(1...3),
                    missingData: MissingData.allCases.randomElement(using: &random) ?? .missing,
                    adjustment: adjustment,
                    minimumMagnitude: coin() ? number(1...4) : nil,
                    steps: [
                        .init(upper: Double(low), change: isExact ? number(0...5) : -factor * number(1...4)),
                        .init(lower: Double(high), change: factor * number(1...4)),
                        .init(lower: Double(high + 10), change: factor * number(5...30)),
                    ],
                    cooldown: .seconds(number(0...400))
                )
            )
        }

        mutating func policies() -> [ScalingPolicy] {
            (0..<number(1...3)).map { _ in
                coin() ? steps() : .backlog(BacklogPolicy(target: Double(number(1...40)) / 4, scalesIn: coin()))
            }
        }

        mutating func fleet() -> ScriptedFleet {
            var rules = AutoScalingRules()
            rules.base = coin() ? .running : .desired
            rules.scaleOutCooldownBlocksScaleIn = coin()
            rules.targetTrackingInPeriods = number(1...5)
            let minimum = number(0...6)
            let limits = CapacityLimits(minimum: minimum, maximum: minimum + number(0...20))
            return ScriptedFleet(
                policies(),
                limits: limits,
                running: number(0...30),
                cloudWatch: coin() ? .local : CloudWatchRules(),
                rules: rules
            )
        }

        mutating func disturb(_ fleet: inout ScriptedFleet) {
            let visible = coin() ? 0 : number(0...80)
            fleet.queue = number(0...9) == 0 ? nil : .init(visible: visible, inFlight: coin() ? 0 : number(1...20))
            fleet.isDeploying = number(0...4) == 0
            fleet.isInstant = coin()
            if number(0...9) == 0 { fleet.tasks.running = number(0...30) }
            if number(0...30) == 0 { fleet.tasks.desired = number(0...30) }
        }
    }

    @Test(
        "it stays inside the limits if it changes anything, tells why, and removes nothing in a deployment",
        arguments: UInt64(0)..<150
    )
    func invariants(seed: UInt64) {
        var draw = Draw(random: SeededGenerator(seed: seed))
        var fleet = draw.fleet()
        for _ in 0..<300 {
            draw.disturb(&fleet)
            let before = fleet.tasks.desired
            guard let decision = fleet.wake()?.decision else { continue }
            #expect(!decision.reasons.isEmpty)
            #expect(decision.isChange == (decision.desired != before))
            if decision.isChange {
                #expect(fleet.engine.limits.clamp(decision.desired) == decision.desired, "\(decision)")
            }
            if fleet.isDeploying { #expect(decision.desired >= before, "\(decision)") }
            for reason in decision.reasons { #expect(!reason.kind.isEmpty && !reason.description.isEmpty) }
        }
    }

    @Test("the same observations make the same decisions", arguments: UInt64(0)..<20)
    func deterministic(seed: UInt64) {
        func run() -> [ScalingDecision] {
            var draw = Draw(random: SeededGenerator(seed: seed))
            var fleet = draw.fleet()
            return (0..<300).compactMap { _ in
                draw.disturb(&fleet)
                return fleet.wake()?.decision
            }
        }
        let first = run()
        #expect(!first.isEmpty)
        #expect(first == run())
    }

    @Test("policies and decisions survive being written and read", arguments: UInt64(0)..<20)
    func roundTrip(seed: UInt64) throws {
        func copy<Value: Codable>(_ value: Value) throws -> Value {
            try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        }
        var draw = Draw(random: SeededGenerator(seed: seed))
        for policy in draw.policies() {
            let read = try copy(policy)
            #expect(read == policy)
        }
        var fleet = draw.fleet()
        for _ in 0..<40 {
            draw.disturb(&fleet)
            guard let decision = fleet.wake()?.decision else { continue }
            let read = try copy(decision)
            #expect(read == decision)
        }
        var rules = AutoScalingRules()
        rules.base = .desired
        let readRules = try copy(rules)
        #expect(readRules == rules)
        let cloudWatch = try copy(CloudWatchRules())
        #expect(cloudWatch == CloudWatchRules())
    }

    @Test("a decision is recorded with the time since the start, the change and its reasons in words")
    func recorded() {
        let start = Timestamp(seconds: 1000)
        let decision = ScalingDecision(
            at: Timestamp(seconds: 1090),
            observation: FleetObservation(queue: nil, tasks: TaskCounts(desired: 3), jobDuration: nil),
            desired: 4,
            reasons: [.base(.running, 2), .alreadyDesired(4)]
        )
        let recorded = decision.recorded(since: start)
        #expect(recorded.at == Timestamp(seconds: 90))
        #expect(recorded.from == 3 && recorded.to == 4)
        #expect(recorded.reasons.map(\.text) == ["counted from 2 running", "4 are wanted already"])
        #expect(recorded.reasons.map(\.kind) == ["base", "same"])
    }

    @Test(
        "numbers in reasons have two decimals at most",
        arguments: [
            (3.0, "3"), (2.5, "2.5"), (2.05, "2.05"), (-1.25, "-1.25"), (-0.5, "-0.5"), (0.001, "0"), (99.999, "100"),
        ]
    )
    func numbers(value: Double, text: String) { #expect(ScalingText.number(value) == text) }
}
