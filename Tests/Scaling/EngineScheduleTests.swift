import SluiceModel
import SluiceScaling
import Testing

@Suite("When the engine is asked")
struct EngineScheduleTests {
    private let limits = CapacityLimits(minimum: 1, maximum: 20)
    private let idle = FleetObservation(
        queue: .init(visible: 0, inFlight: 0),
        tasks: TaskCounts(desired: 1, running: 1),
        jobDuration: nil
    )

    private struct Wakeup: Equatable {
        var second: Int64
        var isSample = false
        var isDecision = false
    }

    private func wakeups(_ engine: ScalingEngine, count: Int) -> [Wakeup] {
        var engine = engine
        return (0..<count).compactMap { _ in
            guard let now = engine.nextWakeup else { return nil }
            let report = engine.advance(to: now, observing: idle)
            return Wakeup(second: now.seconds, isSample: !report.points.isEmpty, isDecision: report.decision != nil)
        }
    }

    @Test("nothing to scale by asks for nothing")
    func nothing() {
        let engine = ScalingEngine(policies: [], limits: limits, start: .epoch)
        #expect(engine.nextWakeup == nil)
        #expect(!engine.hasAlarms)
    }

    @Test(
        "samples and evaluations keep their phases in the minute, wherever the start lies",
        arguments: [(0, 0, 0), (20, 45, 0), (45, 20, 7), (59, 1, 3600)] as [(Int64, Int64, Int64)]
    )
    func phases(samples: Int64, evaluations: Int64, start: Int64) {
        var rules = CloudWatchRules()
        rules.samplePhase = .seconds(samples)
        rules.evaluationPhase = .seconds(evaluations)
        let engine = ScalingEngine(
            policies: [.steps(.original)],
            limits: limits,
            cloudWatch: rules,
            start: Timestamp(seconds: start)
        )
        for wakeup in wakeups(engine, count: 20) {
            #expect(wakeup.second >= start)
            #expect(wakeup.isSample == (wakeup.second % 60 == samples))
            #expect(wakeup.isDecision == (wakeup.second % 60 == evaluations))
        }
    }

    @Test("an alarm of ten seconds is evaluated every ten, and samples come every minute all the same")
    func highResolution() {
        let policy = StepPolicy(period: .seconds(10), steps: [.init(lower: 2, change: 1)])
        let engine = ScalingEngine(policies: [.steps(policy)], limits: limits, cloudWatch: .local, start: .epoch)
        let found = wakeups(engine, count: 13)
        #expect(found.map(\.second) == (0...12).map { $0 * 10 })
        #expect(found.allSatisfy { $0.isDecision && $0.isSample == ($0.second % 60 == 0) })
    }

    @Test("a metric of one point a minute leaves an alarm of ten seconds without data in between")
    func tooFine() throws {
        let policy = StepPolicy(period: .seconds(10), steps: [.init(lower: 2, change: 1)])
        var engine = ScalingEngine(policies: [.steps(policy)], limits: limits, cloudWatch: .local, start: .epoch)
        var states: [AlarmState] = []
        for _ in 0..<13 {
            let now = try #require(engine.nextWakeup)
            for change in engine.advance(to: now, observing: idle).alarmChanges { states.append(change.to) }
        }
        #expect(states == [.ok, .insufficientData, .ok, .insufficientData, .ok])
    }

    @Test("direct decides at its start and every interval", arguments: [1, 7, 30] as [Int64])
    func direct(interval: Int64) {
        let policy = DirectPolicy(interval: .seconds(interval))
        let engine = ScalingEngine(policies: [.direct(policy)], limits: limits, start: Timestamp(seconds: 3))
        let found = wakeups(engine, count: 10)
        #expect(found.map(\.second) == (0..<10).map { 3 + $0 * interval })
        #expect(found.allSatisfy { $0.isDecision })
    }

    @Test("direct beside alarms is asked at both their times")
    func together() {
        let engine = ScalingEngine(
            policies: [.direct(DirectPolicy(interval: .seconds(25))), .steps(.original)],
            limits: limits,
            start: .epoch
        )
        #expect(wakeups(engine, count: 8).map(\.second) == [0, 5, 25, 30, 50, 65, 75, 90])
    }

    @Test("an engine that is woken late does what is due once and goes on in its phases")
    func late() {
        var engine = ScalingEngine(policies: [.steps(.original)], limits: limits, start: .epoch)
        let report = engine.advance(to: Timestamp(seconds: 1000), observing: idle)
        #expect(report.points.count == 1)
        #expect(report.decision?.at == Timestamp(seconds: 1000))
        // 1000 s lie 40 s into a minute: the next are 5 s and 30 s into the following one.
        #expect(wakeups(engine, count: 3).map(\.second) == [1025, 1050, 1085])
    }

    @Test("woken early it does nothing and still wants the same moment")
    func early() {
        var engine = ScalingEngine(policies: [.steps(.original)], limits: limits, start: .epoch)
        let report = engine.advance(to: Timestamp(seconds: 2), observing: idle)
        #expect(report.points.isEmpty && report.decision == nil && report.alarmChanges.isEmpty)
        #expect(engine.nextWakeup == Timestamp(seconds: 5))
    }

    @Test("the next wakeup always lies ahead", arguments: UInt64(0)..<30)
    func forward(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var cloudWatch = CloudWatchRules()
        cloudWatch.samplePhase = .milliseconds(Int.random(in: 0...60_000, using: &random))
        cloudWatch.evaluationPhase = .milliseconds(Int.random(in: 0...60_000, using: &random))
        let interval = Duration.milliseconds(Int.random(in: 100...90_000, using: &random))
        let start = Timestamp(milliseconds: Int64.random(in: -1_000_000...1_000_000, using: &random))
        var engine = ScalingEngine(
            policies: [.direct(DirectPolicy(interval: interval)), .steps(.original)],
            limits: limits,
            cloudWatch: cloudWatch,
            start: start
        )
        for _ in 0..<500 {
            let wanted = try #require(engine.nextWakeup)
            #expect(wanted >= start)
            let lateness = Bool.random(using: &random) ? 0 : Int.random(in: 0...200_000, using: &random)
            let now = wanted.advanced(by: .milliseconds(lateness))
            _ = engine.advance(to: now, observing: idle)
            let next = try #require(engine.nextWakeup)
            #expect(next > now)
        }
    }

    @Test(
        "from a burst to the first task pass as long as sampling, publication and evaluation take",
        arguments: [(0, 0, 0, 0), (30, 30, 5, 65), (0, 120, 0, 120), (59, 0, 0, 60)] as [(Int, Int, Int, Int64)]
    )
    func reaction(sample: Int, delay: Int, evaluation: Int, expected: Int64) {
        var rules = CloudWatchRules()
        rules.samplePhase = .seconds(sample)
        rules.publicationDelay = .seconds(delay)
        rules.evaluationPhase = .seconds(evaluation)
        var fleet = ScriptedFleet([.steps([.init(lower: 2, change: 1)])], running: 1, cloudWatch: rules)
        fleet.queue = .init(visible: 9, inFlight: 0)
        for _ in 0..<20 {
            if let decision = fleet.wake()?.decision, decision.isChange {
                #expect(decision.at.seconds == expected)
                return
            }
        }
        Issue.record("no task was started")
    }
}
