import SluiceFleet
import SluiceLocal
import SluiceModel
import SluiceScaling
import Synchronization

/// The timeline of a local run, kept in the state folder so that `sluice explain` can tell it, also while it goes on.
final class RunRecording: Sendable {
    /// The file in the state folder.
    static let fileName = "timeline.json"

    private struct State {
        var recorder: TimelineRecorder
        var lastSave: Timestamp
        var isSaving = false
    }

    private let state: Mutex<State>
    private let start: Timestamp
    private let path: String
    private let clock: any TimeSource
    private let interval = Duration.seconds(15)

    init(plan: LocalPlan, folder: StateFolder, clock: any TimeSource) {
        start = clock.now
        path = folder.file(Self.fileName)
        self.clock = clock
        let source = Timeline.Source(kind: .measured, name: plan.name, title: "\(plan.policy.name) on this machine")
        state = Mutex(State(recorder: TimelineRecorder(source: source, start: start), lastSave: start))
    }

    func taskRequested(_ id: String) { state.withLock { $0.recorder.taskRequested(id, at: clock.now) } }

    func taskStopping(_ id: String) { state.withLock { $0.recorder.taskStopping(id, at: clock.now) } }

    /// Notes the end of a task that was ready at `ready`.
    func taskEnded(_ id: String, ready: Timestamp?) {
        state.withLock { state in
            if let ready { state.recorder.taskReady(id, at: ready) }
            state.recorder.taskEnded(id, at: clock.now)
        }
    }

    /// Notes a round of the scaling loop, and which tasks have become ready by then; true when it is time to save.
    func note(_ round: ScalingLoop.Round, ready: [(task: String, at: Timestamp)]) -> Bool {
        state.withLock { state in
            for (task, at) in ready { state.recorder.taskReady(task, at: at) }
            let (queue, tasks) = (round.observation.queue, round.observation.tasks)
            if let queue {
                state.recorder.note(
                    visible: queue.visible,
                    inFlight: queue.inFlight,
                    tasks: (round.desired, tasks.pending, tasks.running),
                    at: round.at
                )
            }
            for (metric, sample) in round.report.points {
                state.recorder.note(
                    metric: metric.rawValue,
                    at: sample.at,
                    availableAt: sample.availableAt,
                    value: sample.value
                )
            }
            for change in round.report.alarmChanges {
                state.recorder.note(
                    alarm: change.rule.name,
                    from: change.from.rawValue,
                    to: change.to.rawValue,
                    reason: change.reason,
                    at: change.at
                )
            }
            if let decision = round.report.decision { state.recorder.note(decision.recorded(since: start)) }
            guard state.lastSave.duration(to: round.at) >= interval else { return false }
            state.lastSave = round.at
            return true
        }
    }

    /// The run so far.
    func timeline(_ jobs: JobIndex) async -> Timeline {
        let statuses = Array(await jobs.all().values)
        return state.withLock { $0.recorder }.timeline(at: clock.now, jobs: statuses)
    }

    /// Writes the timeline with its jobs, unless that is being done.
    func saveSoon(_ jobs: JobIndex) {
        let isBusy = state.withLock { state in
            defer { state.isSaving = true }
            return state.isSaving
        }
        guard !isBusy else { return }
        // Thousands of jobs take a while, in which the fleet must be looked after.
        Task {
            await save(jobs)
            state.withLock { $0.isSaving = false }
        }
    }

    /// Writes the timeline with its jobs.
    func save(_ jobs: JobIndex) async {
        let timeline = await timeline(jobs)
        // A record that cannot be written must not end the run it records.
        do {
            try TimelineReader.write(timeline, to: path)
        } catch {
            Terminal.note("warning: \(error)")
        }
    }
}
