import SluiceModel
import SluiceScaling
import Testing

/// An engine, and a fleet that does at once what it says unless the test holds it back.
private struct Bench {
    var engine: ScalingEngine
    var tasks: TaskCounts
    /// Whether tasks are ready at once.
    var isInstant = true
    var isDeploying = false

    init(
        _ policies: [ScalingPolicy],
        minimum: Int = 1,
        maximum: Int = 20,
        running: Int,
        rules: AutoScalingRules = AutoScalingRules()
    ) {
        engine = ScalingEngine(
            policies: policies,
            limits: CapacityLimits(minimum: minimum, maximum: maximum),
            cloudWatch: .local,
            rules: rules,
            start: .epoch
        )
        tasks = TaskCounts(desired: running, running: running)
    }

    /// One minute with these counts in the queue.
    mutating func minute(visible: Int, inFlight: Int = 0) -> ScalingDecision? {
        guard let now = engine.nextWakeup else { return nil }
        let observation = FleetObservation(
            queue: .init(visible: visible, inFlight: inFlight),
            tasks: tasks,
            jobDuration: .seconds(30),
            isDeploying: isDeploying
        )
        let report = engine.advance(to: now, observing: observation)
        if let decision = report.decision {
            tasks.desired = decision.desired
            if isInstant { tasks.running = decision.desired }
        }
        return report.decision
    }

    /// The desired counts after so many minutes of the same.
    mutating func desired(_ minutes: Int, visible: Int, inFlight: Int = 0) -> [Int] {
        (0..<minutes).map { _ in minute(visible: visible, inFlight: inFlight)?.desired ?? -1 }
    }
}

@Suite("The scaling engine")
struct ScalingEngineTests {
    private func steps(
        _ steps: [ScalingStep],
        cooldown: Int = 0,
        metric: ScalingMetric = .visible
    ) -> ScalingPolicy {
        .steps(StepPolicy(metric: metric, steps: steps, cooldown: .seconds(cooldown)))
    }

    @Test("a scale-out repeated while its tasks start is counted from those that run: 12 and 12 again")
    func runningBase() {
        var bench = Bench([.steps(.original)], running: 2)
        bench.isInstant = false
        #expect(bench.minute(visible: 30)?.desired == 12)
        let again = bench.minute(visible: 30)
        #expect(again?.desired == 12)
        #expect(again?.reasons.contains(.alreadyDesired(12)) == true)
    }

    @Test("counted from what is wanted, the same repetition goes on to 20")
    func desiredBase() {
        var rules = AutoScalingRules()
        rules.base = .desired
        var bench = Bench([.steps(.original)], running: 2, rules: rules)
        bench.isInstant = false
        #expect(bench.desired(3, visible: 30) == [12, 20, 20])
    }

    @Test("actions repeat every minute while an alarm stays on, up to the maximum")
    func repeats() {
        var bench = Bench([steps([.init(lower: 5, change: 3)])], maximum: 10, running: 1)
        #expect(bench.desired(5, visible: 9) == [4, 7, 10, 10, 10])
        let last = bench.minute(visible: 9)
        #expect(last?.reasons.contains(.atMaximum(10, setBy: "scaling.max")) == true)
    }

    @Test("in a scale-out cooldown only a larger change is made, and what was added counts: +2, then +3 adds one")
    func scaleOutCooldown() {
        let policy = steps([.init(lower: 5, upper: 10, change: 2), .init(lower: 10, change: 3)], cooldown: 300)
        var bench = Bench([policy], running: 10)
        #expect(bench.minute(visible: 6)?.desired == 12)
        let held = bench.minute(visible: 6)
        #expect(held?.desired == 12)
        #expect(held?.reasons.contains(.scaleOutCooldown(left: .seconds(240))) == true)
        #expect(bench.minute(visible: 12)?.desired == 13)
    }

    @Test("a scale-in cooldown blocks every scale-in; a scale-out runs at once and ends it")
    func scaleInCooldown() {
        let policy = steps([.init(upper: 0, change: -1), .init(lower: 5, change: 2)], cooldown: 180)
        var bench = Bench([policy], running: 10)
        #expect(bench.desired(3, visible: 0) == [9, 9, 9])
        #expect(bench.minute(visible: 7)?.desired == 11)
        #expect(bench.minute(visible: 0)?.desired == 10)
    }

    @Test("a knob lets a scale-out's cooldown hold back a scale-in")
    func outBlocksIn() {
        var rules = AutoScalingRules()
        rules.scaleOutCooldownBlocksScaleIn = true
        let policy = steps([.init(upper: 0, change: -1), .init(lower: 5, change: 2)], cooldown: 180)
        var bench = Bench([policy], running: 10, rules: rules)
        #expect(bench.minute(visible: 7)?.desired == 12)
        #expect(bench.desired(3, visible: 0) == [12, 12, 11])
    }

    @Test("below the minimum a scale-out first goes to it, a scale-in does nothing; above the maximum the reverse")
    func outsideLimits() {
        let policy = steps([.init(upper: 0, change: -1), .init(lower: 5, change: 2)])
        var below = Bench([policy], minimum: 5, running: 2)
        #expect(below.minute(visible: 0)?.desired == 2)
        #expect(below.minute(visible: 7)?.desired == 7)
        var above = Bench([policy], maximum: 10, running: 15)
        #expect(above.minute(visible: 7)?.desired == 15)
        #expect(above.minute(visible: 0)?.desired == 9)
    }

    @Test("of several scale-outs the largest capacity wins, and of several scale-ins too")
    func largestWins() {
        let small = steps([.init(upper: 0, change: -3), .init(lower: 5, change: 1)])
        let large = steps([.init(upper: 0, change: -1), .init(lower: 5, change: 4)], metric: .visiblePlusInFlight)
        var bench = Bench([small, large], running: 10)
        let out = bench.minute(visible: 6)
        #expect(out?.desired == 14)
        #expect(out?.reasons.contains(.largestWins(policy: "steps-upper", capacity: 14)) == true)
        #expect(bench.minute(visible: 0)?.desired == 13)
    }

    @Test("a scale-out goes before a scale-in of another policy")
    func outBeforeIn() {
        let out = steps([.init(lower: 5, change: 2)], metric: .visiblePlusInFlight)
        let back = steps([.init(upper: 0, change: -5)])
        var bench = Bench([out, back], running: 10)
        #expect(bench.minute(visible: 0, inFlight: 10)?.desired == 12)
    }

    @Test("a deployment stops scale-in, not scale-out")
    func deployment() {
        var bench = Bench([steps([.init(upper: 0, change: -1), .init(lower: 5, change: 2)])], running: 10)
        bench.isDeploying = true
        let held = bench.minute(visible: 0)
        #expect(held?.desired == 10)
        #expect(held?.reasons.contains(.deployment) == true)
        #expect(bench.minute(visible: 7)?.desired == 12)
    }

    @Test("target tracking adds after three minutes above the target, by the needed proportion")
    func targetOut() {
        var bench = Bench([.backlog(BacklogPolicy(target: 100))], maximum: 50, running: 10)
        // The guide: 1500 messages on 10 tasks are 150 each, against a target of 100: five more.
        #expect(bench.desired(3, visible: 1500) == [10, 10, 15])
    }

    @Test("target tracking removes after fifteen minutes below nine tenths, and never so many that it would be over")
    func targetIn() {
        var bench = Bench([.backlog(BacklogPolicy(target: 10))], running: 10)
        let counts = bench.desired(15, visible: 45)
        #expect(counts.dropLast().allSatisfy { $0 == 10 })
        #expect(counts.last == 5)
        var close = Bench([.backlog(BacklogPolicy(target: 10))], running: 2)
        // 17 on 2 tasks are 8.5, below 9; on one task they would be 17.
        #expect(close.desired(16, visible: 17).last == 2)
    }

    @Test("target tracking does nothing without data, and a fleet of none is woken by one task")
    func wake() {
        var idle = Bench([.backlog(BacklogPolicy(target: 2))], minimum: 0, running: 0)
        #expect(idle.desired(5, visible: 0) == [0, 0, 0, 0, 0])
        var waiting = Bench([.backlog(BacklogPolicy(target: 2))], minimum: 0, running: 0)
        #expect(waiting.minute(visible: 7)?.desired == 1)
        var kept = Bench([.backlog(BacklogPolicy(target: 2))], minimum: 1, running: 1)
        kept.tasks.running = 0
        kept.isInstant = false
        #expect(kept.desired(5, visible: 7) == [1, 1, 1, 1, 1])
    }

    @Test("every target-tracking policy must agree to a scale-in; a step policy's is not asked")
    func agreement() {
        let low = ScalingPolicy.backlog(BacklogPolicy(target: 10))
        let high = ScalingPolicy.backlog(BacklogPolicy(target: 4))
        // 4 each: under 9 of the first, over 3.6 of the second.
        var both = Bench([low, high], running: 10)
        let held = both.desired(15, visible: 40)
        #expect(held.last == 10)
        var withSteps = Bench([high, steps([.init(upper: 0, change: -1)], metric: .visible)], running: 10)
        #expect(withSteps.minute(visible: 0, inFlight: 40)?.desired == 9)
    }

    @Test("direct and alarms together: the larger wins")
    func mixed() {
        var bench = Bench([.direct(DirectPolicy(interval: .seconds(60))), .steps(.original)], running: 1)
        #expect(bench.minute(visible: 15)?.desired == 15)
    }

    @Test("samples and evaluations keep their phases, direct its interval, and time goes forward")
    func phases() {
        var engine = ScalingEngine(
            policies: [.steps(.original)],
            limits: CapacityLimits(minimum: 1, maximum: 20),
            start: Timestamp(seconds: 100)
        )
        let observation = FleetObservation(
            queue: .init(visible: 0, inFlight: 0),
            tasks: TaskCounts(desired: 1, running: 1),
            jobDuration: nil
        )
        var times: [Int64] = []
        for _ in 0..<6 {
            guard let now = engine.nextWakeup else { break }
            times.append(now.seconds)
            _ = engine.advance(to: now, observing: observation)
        }
        // Evaluations 5 s into the minute, samples 30 s into it.
        #expect(times == [125, 150, 185, 210, 245, 270])
    }

    @Test(
        "over random observations desired keeps its limits once it changes, and every decision has reasons",
        arguments: 0..<40
    )
    func properties(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policies: [[ScalingPolicy]] = [
            [.steps(.original)], [.backlog(BacklogPolicy(target: 2))], [.direct(DirectPolicy(interval: .seconds(60)))],
            [.steps(.original), .backlog(BacklogPolicy(target: 3))],
        ]
        let chosen = policies[Int(seed) % policies.count]
        var bench = Bench(chosen, minimum: 2, maximum: 15, running: Int.random(in: 0...20, using: &random))
        var twin = bench
        var last = bench.tasks.desired
        for _ in 0..<200 {
            let visible = Bool.random(using: &random) ? 0 : Int.random(in: 0...60, using: &random)
            let inFlight = Int.random(in: 0...15, using: &random)
            bench.isInstant = Bool.random(using: &random)
            twin.isInstant = bench.isInstant
            let decision = bench.minute(visible: visible, inFlight: inFlight)
            let copy = twin.minute(visible: visible, inFlight: inFlight)
            #expect(decision == copy)
            guard let decision else { continue }
            #expect(!decision.reasons.isEmpty)
            if decision.desired != last { #expect((2...15).contains(decision.desired)) }
            last = decision.desired
        }
    }
}
