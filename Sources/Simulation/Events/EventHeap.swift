/// What happens at a moment of a simulation.
///
/// At one moment the order of the cases counts: what has ended is seen before what begins, and both before decisions.
enum EventKind: UInt8 {
    /// An attempt ends; the stamp tells whether it is still the task's present one.
    case attemptEnds
    /// A task's worker is ready.
    case taskReady
    /// A message's visibility timeout ends; the stamp is its receive count.
    case messageReturns
    /// A job is submitted; never in the heap, because the next one is known.
    case arrival
    /// A stopped task is killed.
    case killDeadline
    /// Fargate takes a Spot task back.
    case interruption
    /// A new version is rolled out.
    case deployment
    /// The scaling engine wants to look.
    case scaling
    /// The counts are recorded.
    case recording
}

/// An event: when, what, and for which task or job.
struct Event {
    let time: Int64
    /// The kind in the highest byte, then the order of creation: a total order at one moment.
    let order: UInt64
    let index: Int32
    let stamp: UInt32

    init(at time: Int64, _ kind: EventKind, sequence: UInt64, index: Int32, stamp: UInt32) {
        self.time = time
        order = UInt64(kind.rawValue) << 56 | sequence
        self.index = index
        self.stamp = stamp
    }

    var kind: EventKind { EventKind(rawValue: UInt8(truncatingIfNeeded: order >> 56)) ?? .recording }

    /// Whether this comes before `other`; no two events are equal.
    func precedes(_ other: Event) -> Bool {
        time == other.time ? order < other.order : time < other.time
    }
}

/// The events to come, the next one first: a binary heap.
struct EventHeap {
    private var events: [Event] = []
    private var created: UInt64 = 0

    /// When the next event happens; the end of time for none.
    private(set) var nextTime = Int64.max

    /// The next event, which must exist.
    var next: Event { events[0] }

    /// Adds an event.
    mutating func push(_ kind: EventKind, at time: Int64, index: Int = 0, stamp: UInt32 = 0) {
        let event = Event(at: time, kind, sequence: created, index: Int32(truncatingIfNeeded: index), stamp: stamp)
        created += 1
        events.append(event)
        var hole = events.count - 1
        while hole > 0 {
            let parent = (hole - 1) / 2
            guard event.precedes(events[parent]) else { break }
            events[hole] = events[parent]
            hole = parent
        }
        events[hole] = event
        nextTime = events[0].time
    }

    /// Removes the next event, which must exist.
    mutating func pop() -> Event {
        let first = events[0]
        let last = events.removeLast()
        let count = events.count
        guard count > 0 else {
            nextTime = .max
            return first
        }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < count else { break }
            if child + 1 < count, events[child + 1].precedes(events[child]) { child += 1 }
            guard events[child].precedes(last) else { break }
            events[hole] = events[child]
            hole = child
        }
        events[hole] = last
        nextTime = events[0].time
        return first
    }
}
