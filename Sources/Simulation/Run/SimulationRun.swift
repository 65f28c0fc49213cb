import SluiceModel
import SluiceScaling

/// A run under way: the state of queue, fleet and engine, and the loop over events.
///
/// Times are nanoseconds since the start. Every event is handled completely before the next; the order of events is total.
struct SimulationRun {
    let setup: SimulationSetup
    var now: Int64 = 0
    var heap = EventHeap()
    var queue = SimulatedQueue()
    var arrivals: Arrivals
    var nextArrival: Int64
    let sampler: ServiceSampler

    // The fleet.
    var tasks: [SimulatedTask] = []
    /// Tasks that start or run and have not been asked to stop.
    var active: [Int32] = []
    /// Tasks without a job, the last to become idle at the end; entries of tasks that have moved on are dropped when met.
    var idle: [Int32] = []
    var desired: Int
    var starting = 0
    var running = 0
    /// Tasks that cost money: all that have not stopped.
    var alive = 0
    var aliveSpot = 0
    var version: Int32 = 0
    var isDeploying = false
    var isReconciling = false
    var isUnsettled = false
    var onDemandBucket: TokenBucket
    var spotBucket: TokenBucket
    var serviceBucket: TokenBucket?
    var requestBucket: TokenBucket
    var victims: SeededGenerator
    var interruptions: SeededGenerator
    let startSeed: UInt64
    let faultSeed: UInt64
    let memorySeed: UInt64
    let hasFaults: Bool

    // Scaling.
    var engine: ScalingEngine?
    var record = RunRecord()

    // Rules, as numbers that the inner loop can use.
    let overhead: Int64
    let visibility: Int64
    let timeout: Int64
    let retention: Int64
    let maximumReceives: Int
    let stopTimeout: Int64

    init(_ setup: SimulationSetup) {
        self.setup = setup
        arrivals = Arrivals(setup.load, seed: setup.seed)
        nextArrival = arrivals.next() ?? .max
        sampler = ServiceSampler(setup.service, seed: RandomStream.service.seed(of: setup.seed))
        desired = setup.initialTasks
        let platform = setup.platform
        onDemandBucket = TokenBucket(burst: platform.launchBurst, rate: platform.launchRate)
        spotBucket = TokenBucket(burst: platform.launchBurst, rate: platform.launchRate)
        serviceBucket = platform.serviceRate.map { TokenBucket(burst: max(1, $0), rate: $0) }
        requestBucket = TokenBucket(burst: platform.requestBurst, rate: platform.requestRate)
        victims = RandomStream.victims.generator(of: setup.seed)
        interruptions = RandomStream.interruptions.generator(of: setup.seed)
        startSeed = RandomStream.starts.seed(of: setup.seed)
        faultSeed = RandomStream.faults.seed(of: setup.seed)
        memorySeed = RandomStream.memory.seed(of: setup.seed)
        hasFaults = setup.faults.failureShare > 0 || setup.faults.outOfMemoryShare > 0
        overhead = setup.worker.overhead.nanoseconds
        visibility = setup.queue.visibility.nanoseconds
        timeout = setup.worker.timeout?.nanoseconds ?? .max
        retention = setup.queue.retention.nanoseconds
        maximumReceives = setup.queue.maximumReceives ?? .max
        stopTimeout = setup.worker.stopTimeout.nanoseconds
        if !setup.policies.isEmpty {
            engine = ScalingEngine(
                policies: setup.policies,
                limits: setup.limits,
                cloudWatch: setup.cloudWatch,
                rules: setup.autoScaling,
                start: .epoch
            )
        }
        let expected = setup.load.reduce(0) { $0 + $1.expectedCount }
        queue.log.reserve(Int(min(2e7, expected * 1.01 + 100)))
    }

    /// Runs to the end.
    mutating func run() {
        begin()
        let limit = setup.limit.nanoseconds
        while true {
            let next = heap.nextTime
            if nextArrival < next || (nextArrival == next && nextArrival < .max && !heapGoesFirst) {
                guard nextArrival <= limit else { return finish(at: limit) }
                advance(to: nextArrival)
                submit()
                continue
            }
            guard next < .max else { return finish(at: now) }
            guard next <= limit else { return finish(at: limit) }
            let event = heap.pop()
            advance(to: event.time)
            handle(event)
            if nextArrival == .max, queue.visible == 0, queue.inFlight == 0, isOver() { return finish(at: now) }
        }
    }

    /// Whether the heap's next event comes before an arrival at the same moment.
    private var heapGoesFirst: Bool { heap.next.kind.rawValue < EventKind.arrival.rawValue }

    private mutating func begin() {
        for _ in 0..<setup.initialTasks { addTask(launchedAt: 0, isReady: true) }
        for time in setup.deployments { heap.push(.deployment, at: time.nanoseconds) }
        if let wakeup = engine?.nextWakeup { heap.push(.scaling, at: wakeup.nanoseconds) }
        heap.push(.recording, at: 0)
    }

    @inline(__always)
    private mutating func advance(to time: Int64) {
        record.backlogArea += Double(queue.visible + queue.inFlight) * Double(time - now)
        now = time
    }

    private mutating func handle(_ event: Event) {
        let index = Int(event.index)
        switch event.kind {
        case .attemptEnds: attemptEnds(of: index, stamp: event.stamp)
        case .taskReady: taskIsReady(index)
        case .messageReturns: messageReturns(index, stamp: event.stamp)
        case .killDeadline: killDeadline(of: index, stamp: event.stamp)
        case .interruption: interrupted(index)
        case .deployment: deploy()
        case .scaling: scale()
        case .recording: recordCounts()
        case .arrival: break
        }
    }

    /// Whether nothing more happens that matters, given that every job is done.
    private mutating func isOver() -> Bool {
        if record.drainedAt < 0 { record.drainedAt = now }
        guard engine != nil else { return true }
        let isAtRest = !isDeploying && active.count <= setup.limits.minimum && alive == active.count && starting == 0
        return isAtRest || now - record.drainedAt >= setup.rest.nanoseconds
    }

    private mutating func finish(at end: Int64) {
        advance(to: max(now, end))
        record.end = now
        // Attempts that the end cuts off.
        for task in tasks where task.phase == .busy {
            record.busyTime += now - task.attemptStart
            if !queue.isOpen(Int(task.job)) { record.wastedTime += now - task.attemptStart }
        }
        appendCounts()
    }
}
