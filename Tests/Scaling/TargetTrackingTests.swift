import SluiceModel
import SluiceScaling
import Testing

/// The sizes are those of AWS's examples of target tracking; the counts of minutes are observed, not documented.
@Suite("Target tracking")
struct TargetTrackingTests {
    private let limits = CapacityLimits(minimum: 1, maximum: 50)

    private func fleet(
        _ policy: BacklogPolicy,
        running: Int,
        rules: AutoScalingRules = AutoScalingRules()
    ) -> ScriptedFleet {
        ScriptedFleet([.backlog(policy)], limits: limits, running: running, rules: rules)
    }

    @Test(
        "the capacity is the one that meets the target, rounded up",
        arguments: [
            (10, 150.0, 100.0, 15), (1, 1.5, 1, 2), (10, 50, 100, 5), (3, 0.1, 0.3, 1), (7, 0, 5, 0), (3, 2, 2, 3),
        ]
    )
    func sizes(current: Int, metric: Double, target: Double, expected: Int) {
        #expect(BacklogPolicy(target: target).capacity(from: current, metric: metric) == expected)
    }

    @Test("a whole number of tasks stays whole in spite of a rounded metric", arguments: 1...30, [1, 3, 7, 11])
    func wholeNumbers(running: Int, needed: Int) {
        let target = 2.7
        let metric = Double(needed) * target / Double(running)
        #expect(BacklogPolicy(target: target).capacity(from: running, metric: metric) == needed)
    }

    @Test("three minutes above in a row it takes; a minute at the target begins the count anew")
    func outPeriods() {
        var fleet = fleet(BacklogPolicy(target: 10), running: 2)
        #expect(fleet.desired(visible: [30, 30, 20, 30, 30, 30]) == [2, 2, 2, 2, 2, 3])
    }

    @Test("at the target nothing happens: one message for a target of one starts no task")
    func strictlyAbove() {
        var fleet = fleet(BacklogPolicy(target: 1), running: 1)
        #expect(fleet.desired(visible: Array(repeating: 1, count: 20)).last == 1)
    }

    @Test("it removes after fifteen minutes under nine tenths, and a minute at nine tenths begins the count anew")
    func inPeriods() {
        var fleet = fleet(BacklogPolicy(target: 10), running: 4)
        let before = fleet.desired(visible: Array(repeating: 8, count: 14))
        #expect(before.allSatisfy { $0 == 4 })
        #expect(fleet.desired(visible: [36]) == [4])
        let after = fleet.desired(visible: Array(repeating: 8, count: 15))
        #expect(after.dropLast().allSatisfy { $0 == 4 })
        #expect(after.last == 1)
    }

    @Test(
        "removing one that would bring the metric over the target is skipped",
        arguments: [(2, 17, 2), (2, 10, 1), (2, 11, 2), (10, 89, 9), (10, 81, 9), (10, 80, 8)]
    )
    func notBackOver(running: Int, visible: Int, expected: Int) {
        var fleet = fleet(BacklogPolicy(target: 10), running: running)
        let last = fleet.desired(visible: Array(repeating: visible, count: 15)).last
        #expect(last == expected)
        #expect(Double(visible) / Double(expected) <= 10)
    }

    @Test("the counts of minutes and the low mark are knobs")
    func knobs() {
        var rules = AutoScalingRules()
        rules.targetTrackingOutPeriods = 1
        rules.targetTrackingInPeriods = 3
        rules.targetTrackingLowShare = 0.7
        var out = fleet(BacklogPolicy(target: 10), running: 2, rules: rules)
        #expect(out.desired(visible: [40]) == [4])
        var back = fleet(BacklogPolicy(target: 10), running: 10, rules: rules)
        #expect(back.desired(visible: [75, 75, 75, 65, 65, 65]) == [10, 10, 10, 10, 10, 7])
    }

    @Test("a policy that may not remove tasks does not, and is not asked whether it agrees")
    func noScaleIn() {
        let holding = BacklogPolicy(target: 10, scalesIn: false)
        var alone = fleet(holding, running: 10)
        #expect(alone.desired(visible: Array(repeating: 0, count: 30)).last == 10)
        var both = ScriptedFleet(
            [.backlog(holding), .backlog(BacklogPolicy(target: 20))],
            limits: limits,
            running: 10
        )
        #expect(both.desired(visible: Array(repeating: 50, count: 15)).last == 3)
    }

    @Test("of two that want more the larger capacity wins, and one suffices")
    func twoOut() {
        let policies = [ScalingPolicy.backlog(BacklogPolicy(target: 10)), .backlog(BacklogPolicy(target: 4))]
        var one = ScriptedFleet(policies, limits: limits, running: 10)
        #expect(one.desired(visible: [80, 80, 80]).last == 20)
        var two = ScriptedFleet(policies, limits: limits, running: 10)
        #expect(two.desired(visible: [120, 120, 120]).last == 30)
    }

    @Test("of two that agree to fewer the larger capacity wins")
    func twoIn() {
        let policies = [ScalingPolicy.backlog(BacklogPolicy(target: 10)), .backlog(BacklogPolicy(target: 5))]
        var fleet = ScriptedFleet(policies, limits: limits, running: 20)
        #expect(fleet.desired(visible: Array(repeating: 30, count: 15)).last == 6)
    }

    @Test("jobs in flight count, so that busy tasks are kept")
    func inFlight() {
        var fleet = fleet(BacklogPolicy(target: 1), running: 10)
        for _ in 0..<30 { #expect(fleet.decide(visible: 0, inFlight: 10)?.desired == 10) }
    }

    @Test("when the queue cannot be read the alarms run out of data and nothing changes")
    func withoutData() throws {
        var fleet = fleet(BacklogPolicy(target: 10), running: 4)
        fleet.queue = nil
        for _ in 0..<20 {
            let next = fleet.wake()?.decision
            let decision = try #require(next)
            #expect(decision.desired == 4)
            #expect(decision.reasons.contains(.quiet))
        }
    }

    @Test("a fleet of none is woken by one task, then tracks its target")
    func fromZero() {
        var fleet = ScriptedFleet(
            [.backlog(BacklogPolicy(target: 10))],
            limits: CapacityLimits(minimum: 0, maximum: 50),
            running: 0
        )
        #expect(fleet.desired(visible: [0, 0, 40, 40, 40, 40]) == [0, 0, 1, 1, 1, 4])
    }

    @Test("after a quiet night the first message waits fifteen minutes more for a task")
    func quietNight() {
        var fleet = ScriptedFleet(
            [.backlog(BacklogPolicy(target: 10))],
            limits: CapacityLimits(minimum: 0, maximum: 50),
            running: 0
        )
        let night = fleet.desired(visible: Array(repeating: 0, count: 8 * 60))
        #expect(night.allSatisfy { $0 == 0 })
        let morning = fleet.desired(visible: Array(repeating: 5, count: 20))
        #expect(morning.firstIndex(of: 1) == 15)
        // Within six hours the queue is awake.
        var evening = ScriptedFleet(
            [.backlog(BacklogPolicy(target: 10))],
            limits: CapacityLimits(minimum: 0, maximum: 50),
            running: 0
        )
        _ = evening.desired(visible: Array(repeating: 0, count: 5 * 60))
        #expect(evening.desired(visible: [5]) == [1])
    }

    @Test("without jobs a fleet that may be empty goes to none")
    func toZero() {
        var fleet = ScriptedFleet(
            [.backlog(BacklogPolicy(target: 10))],
            limits: CapacityLimits(minimum: 0, maximum: 50),
            running: 3
        )
        #expect(fleet.desired(visible: Array(repeating: 0, count: 15)).last == 0)
        #expect(fleet.desired(visible: Array(repeating: 0, count: 15)).last == 0)
    }
}
