package import SluiceModel
import SluiceScaling
package import SluiceSimulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The simulation of what was measured: the same submissions, with durations and starts as they were.
///
/// Fitted is what the simulator cannot know: how long jobs ran, how long tasks took to start, what a worker needs between two
/// jobs, how many attempts failed. Predicted is all the rest: the queue, every scaling decision, the waits, the cost.
package struct FittedSetup: Sendable {
    /// What is simulated.
    package let setup: SimulationSetup
    /// What was fitted, in words.
    package let facts: [Fact]

    /// A fitted parameter.
    package struct Fact: Sendable, Hashable, Codable {
        package let name: String
        package let value: String
    }

    /// Fits `base`, the scenario as it was planned, to a measured run.
    ///
    /// - Parameters:
    ///   - base: The scenario with the policy, the limits and the platform of the run.
    ///   - run: What was measured, time zero being the begin of the load.
    package init(_ base: SimulationSetup, to run: Timeline) {
        var setup = base
        var facts: [Fact] = []
        setup.load = [.trace(run.jobs.map { Timestamp.epoch.duration(to: $0.submitted) })]
        let durations = run.durations
        if !durations.isEmpty {
            setup.service = .empirical(durations.map { .nanoseconds(Int64($0 * 1e9)) })
            facts.append(Fact(name: "job", value: "\(Self.words(durations)), drawn from these"))
        }
        let starts = run.startTimes
        if !starts.isEmpty {
            setup.platform.fit(starts)
            // The fitted time has the image in it.
            setup.size.imageBytes = 0
            facts.append(Fact(name: "start of a task", value: Self.words(starts)))
        }
        let gaps = run.gaps
        if !gaps.isEmpty {
            let mean = gaps.reduce(0, +) / Double(gaps.count)
            setup.worker.overhead = .nanoseconds(Int64(mean * 1e9))
            facts.append(Fact(name: "between two jobs of a task", value: Self.words(gaps)))
        }
        let attempts = run.jobs.reduce(0) { $0 + $1.attempts }
        let repeated = run.jobs.reduce(0) { $0 + max(0, $1.attempts - 1) }
        setup.faults.failureShare = attempts > 0 ? Double(repeated) / Double(attempts) : 0
        setup.faults.outOfMemoryShare = 0
        setup.faults.interruptionsPerHour = 0
        if repeated > 0 { facts.append(Fact(name: "attempts that failed", value: "\(repeated) of \(attempts)")) }
        setup.initialTasks = run.tasks.count { $0.isInitial && $0.ready != nil }
        facts.append(Fact(name: "tasks at the start", value: "\(setup.initialTasks)"))
        let last = run.jobs.compactMap(\.finished).max() ?? .epoch
        setup.rest = max(.zero, last.duration(to: .epoch.advanced(by: run.length)))
        if run.jobs.contains(where: { $0.outcome == .unfinished }) {
            // Cut off where the measurement was, or jobs would be compared that it never saw.
            setup.limit = run.length
            facts.append(Fact(name: "cut off after", value: Self.words([run.length.inSeconds])))
        }
        self.setup = setup
        self.facts = facts
    }

    /// Count, median and spread in words.
    private static func words(_ values: [Double]) -> String {
        let sorted = values.sorted()
        func text(_ value: Double) -> String {
            value < 1 ? "\((value * 10_000).rounded() / 10) ms" : "\((value * 100).rounded() / 100) s"
        }
        return "\(values.count) measured, median \(text(sorted[sorted.count / 2])), "
            + "\(text(sorted[0])) to \(text(sorted[sorted.count - 1]))"
    }
}

extension Timeline {
    /// Seconds that jobs of a single attempt ran.
    var durations: [Double] {
        jobs.compactMap { job in
            guard job.attempts == 1, let started = job.started, let finished = job.finished else { return nil }
            return max(0, finished.secondsFromStart - started.secondsFromStart)
        }
    }

    /// Seconds from the request to the readiness of tasks that were asked for in the run.
    var startTimes: [Double] {
        tasks.compactMap { task in
            guard !task.isInitial, let ready = task.ready else { return nil }
            return max(0, ready.secondsFromStart - task.requested.secondsFromStart)
        }
    }

    /// Seconds between the end of a job and the start of the next on the same task, where that one waited already.
    var gaps: [Double] {
        let onTasks = Dictionary(grouping: jobs.filter { $0.task != nil && $0.started != nil }) { $0.task }
        return onTasks.values.flatMap { jobs -> [Double] in
            let jobs = jobs.sorted { ($0.started ?? .epoch) < ($1.started ?? .epoch) }
            return zip(jobs, jobs.dropFirst()).compactMap { previous, next in
                guard let end = previous.finished, let start = next.started, next.submitted < end, start >= end,
                    previous.attempts == 1
                else { return nil }
                return start.secondsFromStart - end.secondsFromStart
            }
        }
    }
}

extension PlatformRules {
    /// Start-up times as measured, log-normal, and no quota but what the measurement has in it.
    fileprivate mutating func fit(_ starts: [Double]) {
        let logs = starts.map { log(max($0, 1e-3)) }
        let mean = logs.reduce(0, +) / Double(logs.count)
        let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, logs.count - 1))
        startBase = .nanoseconds(Int64(exp(mean) * 1e9))
        startSpread = variance.squareRoot()
        startFloor = .nanoseconds(Int64((starts.min() ?? 0) * 1e9))
    }
}
