import Logging
import SluiceFleet
import SluiceModel
import SluiceScaling
import Synchronization
import Testing

/// A clock that stands still until the test moves it.
private final class StillClock: TimeSource {
    typealias Duration = Swift.Duration

    private let time = Mutex(Timestamp(seconds: 1_800_000_001))

    var now: Timestamp { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func move(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {}
}

/// A fleet whose tasks are ready at once, and a queue whose counts the test sets.
private actor ToyFleet: Fleet {
    private(set) var desired: [Int] = []
    private var running = 0
    private(set) var queue: FleetObservation.Backlog? = .init(visible: 0, inFlight: 0)

    func counts() -> TaskCounts { TaskCounts(desired: running, pending: 0, running: running) }

    func setDesired(_ count: Int) {
        desired.append(count)
        running = count
    }

    func crashAll() { running = 0 }

    func setQueue(_ queue: FleetObservation.Backlog?) { self.queue = queue }
}

@Suite("The scaling loop")
struct ScalingLoopTests {
    private let clock = StillClock()
    private let fleet = ToyFleet()

    private func loop(_ policy: ScalingPolicy, initialTasks: Int = 1, minimum: Int = 1) -> ScalingLoop {
        ScalingLoop(
            fleet: fleet,
            engine: ScalingEngine(
                policies: [policy],
                limits: CapacityLimits(minimum: minimum, maximum: 20),
                cloudWatch: .local,
                start: clock.now
            ),
            initialTasks: initialTasks,
            clock: clock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            readQueue: { [fleet] in await fleet.queue },
            jobDuration: { .seconds(30) },
            onRound: { _ in }
        )
    }

    /// Looks once a second for so long, and returns the counts that were asked for at each whole minute.
    private func minutes(_ count: Int, _ loop: ScalingLoop) async -> [Int] {
        var counts: [Int] = []
        for _ in 0..<count {
            for _ in 0..<60 {
                await loop.step()
                clock.move(by: .seconds(1))
            }
            counts.append(await fleet.desired.last ?? -1)
        }
        return counts
    }

    @Test("the local fleet obeys the original's alarms: ten tasks a minute while twenty wait, one less when none do")
    func steps() async {
        let loop = loop(.steps(.original), initialTasks: 2)
        await fleet.setQueue(.init(visible: 100, inFlight: 2))
        #expect(await minutes(3, loop) == [12, 20, 20])
        await fleet.setQueue(.init(visible: 0, inFlight: 20))
        // The maximum over five minutes remembers the burst, then one task goes each minute although all are busy.
        #expect(await minutes(7, loop) == [20, 20, 20, 20, 19, 18, 17])
    }

    @Test("backlog wakes an empty fleet with one task, then follows its target after three minutes")
    func backlog() async {
        let loop = loop(.backlog(BacklogPolicy(target: 2)), initialTasks: 0, minimum: 0)
        await fleet.setQueue(.init(visible: 20, inFlight: 0))
        let counts = await minutes(5, loop)
        #expect(counts.first == 1)
        #expect(counts.last == 10)
    }

    @Test("direct decides every second and counts work in flight")
    func direct() async {
        let loop = loop(.direct(DirectPolicy()), minimum: 0)
        await fleet.setQueue(.init(visible: 3, inFlight: 2))
        await loop.step()
        #expect(await fleet.desired == [1, 4])
    }

    @Test("between decisions the last one holds, and tasks that crashed are asked for again")
    func crash() async {
        let loop = loop(.steps(.original), initialTasks: 5)
        await loop.step()
        await fleet.crashAll()
        clock.move(by: .seconds(1))
        await loop.step()
        #expect(await fleet.counts().running == 5)
    }

    @Test("a queue that cannot be read changes nothing")
    func unreadable() async {
        let loop = loop(.direct(DirectPolicy()), initialTasks: 3, minimum: 0)
        await fleet.setQueue(nil)
        #expect(await minutes(1, loop) == [3])
    }
}
