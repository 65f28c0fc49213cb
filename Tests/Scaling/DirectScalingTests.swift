import SluiceModel
import SluiceScaling
import Testing

@Suite("Direct scaling")
struct DirectScalingTests {
    private let start = Timestamp(seconds: 0)

    private func scaling(
        minimum: Int = 0,
        maximum: Int = 20,
        startTime: Duration = .zero,
        idleTimeout: Duration = .seconds(5)
    ) -> DirectScaling {
        DirectScaling(
            policy: DirectPolicy(interval: .seconds(1), startTime: startTime, idleTimeout: idleTimeout),
            limits: CapacityLimits(minimum: minimum, maximum: maximum)
        )
    }

    private func fleet(
        visible: Int,
        inFlight: Int = 0,
        running: Int = 0,
        pending: Int = 0,
        duration: Duration? = nil
    ) -> FleetObservation {
        FleetObservation(
            queue: .init(visible: visible, inFlight: inFlight),
            tasks: TaskCounts(desired: running + pending, pending: pending, running: running),
            jobDuration: duration
        )
    }

    @Test(
        "from zero it starts a task for each waiting job, up to the maximum",
        arguments: [(0, 0), (1, 1), (7, 7), (50, 20)]
    )
    func fromZero(visible: Int, desired: Int) {
        var scaling = scaling()
        #expect(scaling.decide(at: start, observing: fleet(visible: visible)).desired == desired)
    }

    @Test("idle and starting tasks are counted before new ones are started")
    func countsWhatIsThere() {
        var scaling = scaling()
        let observation = fleet(visible: 5, inFlight: 2, running: 4, pending: 1)
        #expect(scaling.decide(at: start, observing: observation).desired == 7)
    }

    @Test("jobs that will be taken before a new task could start are no reason to start one")
    func startNotWorthIt() {
        var scaling = scaling(startTime: .seconds(60))
        // 4 tasks at 10 s a job take 24 jobs in the 60 s that a start needs.
        let short = fleet(visible: 20, inFlight: 4, running: 4, duration: .seconds(10))
        #expect(scaling.decide(at: start, observing: short).desired == 4)
        let long = fleet(visible: 30, inFlight: 4, running: 4, duration: .seconds(10))
        let decision = scaling.decide(at: start, observing: long)
        #expect(decision.desired == 10)
        #expect(decision.reasons.contains(.drainedBeforeStart(jobs: 24)))
    }

    @Test("work in flight keeps its tasks although nothing is visible")
    func inFlight() {
        var scaling = scaling()
        for second in 0..<100 {
            let observation = fleet(visible: 0, inFlight: 3, running: 3)
            #expect(scaling.decide(at: Timestamp(seconds: Int64(second)), observing: observation).desired == 3)
        }
    }

    @Test("a surplus goes only after the idle timeout, and only the part that lasted")
    func surplus() {
        var scaling = scaling()
        #expect(scaling.decide(at: start, observing: fleet(visible: 0, running: 5)).desired == 5)
        let busier = fleet(visible: 0, inFlight: 3, running: 5)
        #expect(scaling.decide(at: Timestamp(seconds: 2), observing: busier).desired == 5)
        #expect(scaling.decide(at: Timestamp(seconds: 5), observing: fleet(visible: 0, running: 5)).desired == 3)
    }

    @Test("it goes back to zero, or to the minimum", arguments: [0, 2])
    func toTheMinimum(minimum: Int) {
        var scaling = scaling(minimum: minimum, idleTimeout: .zero)
        #expect(scaling.decide(at: start, observing: fleet(visible: 0, running: 5)).desired == minimum)
    }

    @Test("when the queue cannot be read nothing changes")
    func noData() {
        var scaling = scaling()
        let observation = FleetObservation(queue: nil, tasks: TaskCounts(desired: 3, running: 3), jobDuration: nil)
        let decision = scaling.decide(at: start, observing: observation)
        #expect(decision.desired == 3)
        #expect(decision.reasons == [.noData])
    }

    @Test("it stays inside the limits and never goes below the busy tasks", arguments: UInt64(1)...20)
    func invariants(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var scaling = scaling(minimum: 1, maximum: 8)
        var running = 1
        for second in 0..<500 {
            let inFlight = Int.random(in: 0...running, using: &generator)
            let observation = fleet(
                visible: Int.random(in: 0...12, using: &generator),
                inFlight: inFlight,
                running: running
            )
            let decision = scaling.decide(at: Timestamp(seconds: Int64(second)), observing: observation)
            #expect((1...8).contains(decision.desired), "seed \(seed)")
            #expect(decision.desired >= inFlight, "seed \(seed)")
            #expect(!decision.reasons.isEmpty)
            running = decision.desired
        }
    }
}
