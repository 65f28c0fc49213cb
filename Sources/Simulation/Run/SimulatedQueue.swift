import HeapModule

/// The queue of a simulation: jobs are numbered in the order of submission, so those never received are one range.
///
/// The same rules as `SluiceQueue.QueueState`, which a test compares with it, at a hundredth of the cost.
struct SimulatedQueue {
    /// The first job that was never received, and the number of jobs there are.
    private var fresh = 0
    private var end = 0
    /// Jobs that came back; entries of finished jobs are dropped when met.
    private var returned = Heap<Int>()
    private(set) var visible = 0
    private(set) var inFlight = 0
    /// What happens to a job's message is kept with the job.
    var log = JobLog()

    /// Adds a job.
    mutating func submit(at now: Int64) {
        log.append(submitted: now)
        end += 1
        visible += 1
    }

    /// Takes the oldest visible message and hides it; nil for none.
    mutating func receive() -> Int? {
        while let job = returned.popMin() {
            guard log.states[job] == .visible else { continue }
            return hide(job)
        }
        guard fresh < end else { return nil }
        fresh += 1
        return hide(fresh - 1)
    }

    /// Makes a hidden message visible again; nothing for a job that is not hidden.
    mutating func giveBack(_ job: Int) {
        guard log.states[job] == .hidden else { return }
        log.states[job] = .visible
        inFlight -= 1
        visible += 1
        returned.insert(job)
    }

    /// Removes a message for good; false when that has happened before.
    @discardableResult
    mutating func settle(_ job: Int, as state: JobLog.State, at now: Int64) -> Bool {
        switch log.states[job] {
        case .visible: visible -= 1
        case .hidden: inFlight -= 1
        case .succeeded, .failed: return false
        }
        log.states[job] = state
        log.finished[job] = now
        return true
    }

    /// Whether a job still has a message.
    func isOpen(_ job: Int) -> Bool { log.states[job] == .visible || log.states[job] == .hidden }

    private mutating func hide(_ job: Int) -> Int {
        log.states[job] = .hidden
        log.receives[job] &+= 1
        visible -= 1
        inFlight += 1
        return job
    }
}
