import SluiceModel
import SluiceScaling

/// Decisions, deployments, and the record of counts.
extension SimulationRun {
    /// What the engine sees.
    private var observation: FleetObservation {
        FleetObservation(
            queue: .init(visible: queue.visible, inFlight: queue.inFlight),
            tasks: TaskCounts(desired: desired, pending: starting, running: running),
            jobDuration: setup.expectedDuration ?? setup.service.mean,
            isDeploying: isDeploying
        )
    }

    mutating func scale() {
        let time = Timestamp(nanoseconds: now)
        let observation = observation
        guard let report = engine?.advance(to: time, observing: observation) else { return }
        record.points += report.points.map { metric, sample in
            .init(metric: metric.rawValue, at: sample.at, availableAt: sample.availableAt, value: sample.value)
        }
        record.alarmChanges += report.alarmChanges
        if let decision = report.decision {
            record.looks += 1
            record.note(decision)
            desired = decision.desired
            reconcile()
        }
        if let wakeup = engine?.nextWakeup { heap.push(.scaling, at: wakeup.nanoseconds) }
    }

    /// Begins to replace every task by one of a new version.
    mutating func deploy() {
        version += 1
        isDeploying = active.contains { tasks[Int($0)].version != version }
        note("deployment", "a new version is rolled out")
        reconcile()
    }

    /// Old tasks beyond those that the minimum of 100 % healthy tasks still needs.
    var surplusOfOld: Int {
        let new = active.count { tasks[Int($0)].version == version && tasks[Int($0)].phase != .starting }
        let old = active.count { tasks[Int($0)].version != version }
        return old - max(0, desired - new)
    }

    /// One step of a rolling update: up to twice as many tasks as wanted, never fewer that work than wanted.
    mutating func rollOn() {
        let current = version
        let new = active.count { tasks[Int($0)].version == current }
        let room = 2 * desired - active.count
        if new < desired, room > 0 { launch(min(desired - new, room)) }
        let surplus = surplusOfOld
        if surplus > 0 {
            let old = Set(active.map(Int.init).filter { tasks[$0].version != current })
            stop(surplus, .deployment) { old.contains($0) }
        }
        if !active.contains(where: { tasks[Int($0)].version != current }) {
            isDeploying = false
            note("deployment", "the new version has replaced every task")
        }
    }

    mutating func recordCounts() {
        appendCounts()
        heap.push(.recording, at: now + record.recordingStep)
    }

    mutating func appendCounts() {
        record.append(
            at: now,
            visible: queue.visible,
            inFlight: queue.inFlight,
            tasks: (desired, starting, running)
        )
    }
}
