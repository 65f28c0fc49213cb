import SluiceModel
import SluiceScaling
import Testing

/// What a change is counted from, and what the limits make of it (ECS developer guide, "Automatically scale your service").
@Suite("Capacity and its limits")
struct CapacityTests {
    private let limits = CapacityLimits(minimum: 5, maximum: 10)

    private func exact(_ low: Int, _ high: Int) -> ScalingPolicy {
        .steps([.init(upper: 1, change: low), .init(lower: 2, change: high)], .exactCapacity)
    }

    @Test("exact capacity is brought inside the limits", arguments: [(1, 5), (5, 5), (7, 7), (10, 10), (40, 10)])
    func exactInside(wanted: Int, expected: Int) {
        var fleet = ScriptedFleet([exact(0, wanted)], limits: limits, running: 6)
        #expect(fleet.decide(visible: 9)?.desired == expected)
    }

    @Test(
        "below the minimum, exact capacity above what runs goes to the minimum at least",
        arguments: [(3, 5), (4, 5), (5, 5), (8, 8)]
    )
    func exactBelow(wanted: Int, expected: Int) {
        var fleet = ScriptedFleet([exact(0, wanted)], limits: limits, running: 2)
        fleet.isDeploying = true
        #expect(fleet.decide(visible: 9)?.desired == expected)
    }

    @Test(
        "above the maximum, exact capacity below what runs goes to the maximum at most",
        arguments: [(12, 10), (10, 10), (7, 7), (0, 5)]
    )
    func exactAbove(wanted: Int, expected: Int) {
        var fleet = ScriptedFleet([exact(wanted, 20)], limits: limits, running: 15)
        #expect(fleet.decide(visible: 0)?.desired == expected)
    }

    @Test("a step counts from what runs while the tasks of the minimum start: 1 and 2 are fewer than 5")
    func startingUp() throws {
        let policy = ScalingPolicy.steps([.init(lower: 2, change: 2)])
        var fleet = ScriptedFleet([policy], limits: limits, running: 1, desired: 5)
        fleet.isInstant = false
        let next = fleet.decide(visible: 9)
        let decision = try #require(next)
        #expect(decision.desired == 5)
        #expect(decision.reasons.contains(.base(.running, 1)))
        #expect(decision.reasons.contains(.alreadyDesired(5)))
    }

    @Test("a step counts from what runs while tasks beyond the maximum stop")
    func slowingDown() {
        let policy = ScalingPolicy.steps([.init(upper: 1, change: -1)])
        var fleet = ScriptedFleet([policy], limits: limits, running: 13, desired: 10)
        fleet.isInstant = false
        #expect(fleet.desired(visible: [0]) == [10])
    }

    @Test("a percentage too counts from the limit when what is wanted lies outside")
    func percent() {
        let policy = ScalingPolicy.steps(
            [.init(upper: 1, change: -50), .init(lower: 2, change: 50)],
            .percentChangeInCapacity
        )
        var below = ScriptedFleet([policy], limits: limits, running: 2)
        #expect(below.decide(visible: 9)?.desired == 7)
        var above = ScriptedFleet([policy], limits: limits, running: 16)
        #expect(above.decide(visible: 0)?.desired == 5)
    }

    @Test("outside the limits the other direction does nothing, and says which limit")
    func wrongDirection() throws {
        let policy = ScalingPolicy.steps([.init(upper: 1, change: -1), .init(lower: 2, change: 1)])
        var below = ScriptedFleet([policy], limits: limits, running: 3)
        let next = below.decide(visible: 0)
        let held = try #require(next)
        #expect(held.desired == 3 && held.reasons.contains(.atMinimum(5)))
        var above = ScriptedFleet([policy], limits: limits, running: 12)
        let other = above.decide(visible: 9)
        let kept = try #require(other)
        #expect(kept.desired == 12 && kept.reasons.contains(.atMaximum(10, setBy: "scaling.max")))
    }

    @Test("target tracking counts the tasks its metric was divided by, not those of the minimum")
    func targetBelowMinimum() {
        // 20 jobs on 2 tasks are 10 each; against a target of 5 they need 4 tasks, and the minimum is 5.
        for desired in [2, 5] {
            var fleet = ScriptedFleet(
                [.backlog(BacklogPolicy(target: 5))],
                limits: limits,
                running: 2,
                desired: desired
            )
            fleet.isInstant = false
            #expect(fleet.desired(visible: [20, 20, 20]).last == 5)
        }
    }

    @Test(
        "a policy goes by the mean of an alarm's points unless its statistic is a maximum or minimum, as CDK sets it",
        arguments: [
            (MetricStatistic.maximum, 14), (.minimum, 11), (.average, 12), (.sum, 12),
        ]
    )
    func aggregation(statistic: MetricStatistic, expected: Int) {
        // Depths of 4, 8 and 15, one a minute: 9 on average.
        let policy = ScalingPolicy.steps(
            StepPolicy(
                statistic: statistic,
                evaluationPeriods: 3,
                steps: [
                    .init(lower: 3, change: 1), .init(lower: 8, change: 2), .init(lower: 12, change: 4),
                    .init(lower: 20, change: 9),
                ]
            )
        )
        var fleet = ScriptedFleet([policy], running: 10)
        _ = fleet.desired(visible: [0, 0, 0])
        #expect(fleet.desired(visible: [4, 8, 15]).last == expected)
    }

    @Test("a count of samples is compared with the count of one period")
    func sampleCount() {
        let policy = ScalingPolicy.steps(
            StepPolicy(
                statistic: .sampleCount,
                evaluationPeriods: 3,
                steps: [.init(lower: 1, upper: 2, change: 1), .init(lower: 2, change: 5)]
            )
        )
        var fleet = ScriptedFleet([policy], running: 10)
        #expect(fleet.desired(visible: [0, 0, 0]).last == 11)
    }

    @Test(
        "limits out of order are brought into it",
        arguments: [(3, 8, 3, 8), (9, 4, 4, 4), (-2, 5, 0, 5), (-3, -1, 0, 0)]
    )
    func order(minimum: Int, maximum: Int, expectedMinimum: Int, expectedMaximum: Int) {
        let limits = CapacityLimits(minimum: minimum, maximum: maximum)
        #expect(limits.minimum == expectedMinimum && limits.maximum == expectedMaximum)
        #expect(limits.clamp(-5) == expectedMinimum && limits.clamp(50) == expectedMaximum)
    }
}
