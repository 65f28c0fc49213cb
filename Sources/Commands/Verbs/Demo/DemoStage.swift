import SluiceFleet
import SluiceModel
import SluiceScaling
import Synchronization

/// What the demo shows while it runs: jobs done, the queue, and the tasks as they come and go.
final class DemoStage: Sendable {
    private struct State {
        var target: LocalTarget?
        var waitingForTarget: CheckedContinuation<LocalTarget, Never>?
        var submitted = 0
        var ended = 0
        var tasks = -1
        var mostTasks = 0
        var waitingForFewTasks: CheckedContinuation<Void, Never>?
    }

    private let total: Int
    private let state = Mutex(State())

    init(total: Int) {
        self.total = total
    }

    /// The system is up.
    func ready(target: LocalTarget) {
        let waiting = state.withLock { state in
            state.target = target
            defer { state.waitingForTarget = nil }
            return state.waitingForTarget
        }
        waiting?.resume(returning: target)
    }

    /// Returns once the system is up.
    func target() async -> LocalTarget {
        await withCheckedContinuation { continuation in
            let target = state.withLock { state in
                if state.target == nil { state.waitingForTarget = continuation }
                return state.target
            }
            if let target { continuation.resume(returning: target) }
        }
    }

    /// One more job has been submitted.
    func submitted() { state.withLock { $0.submitted += 1 } }

    /// So many jobs have ended.
    func ended(_ count: Int) { state.withLock { $0.ended = count } }

    /// Shows a look at the fleet: a line that is drawn over on a terminal, and a line of its own when tasks come or go.
    func show(_ round: ScalingLoop.Round) async {
        let tasks = round.observation.tasks.running + round.observation.tasks.pending
        let (change, line, few) = state.withLock { state in
            defer { state.tasks = tasks }
            state.mostTasks = max(state.mostTasks, tasks)
            let queue = round.observation.queue
            let line =
                "\(state.ended) of \(total) done  waiting \(queue?.visible ?? 0)  in flight \(queue?.inFlight ?? 0)  "
                + "tasks \(String(repeating: "▮", count: tasks)) \(tasks)"
            let isFew = state.ended == total && tasks <= 1
            defer { if isFew { state.waitingForFewTasks = nil } }
            return (state.tasks != tasks && state.tasks >= 0, line, isFew ? state.waitingForFewTasks : nil)
        }
        if change { Terminal.note(line) } else { Terminal.progress(line) }
        few?.resume()
    }

    /// Returns once all jobs have ended and the tasks have gone back to one.
    func untilFewTasks() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waitingForFewTasks = continuation }
        }
    }
}
