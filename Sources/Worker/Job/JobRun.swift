import Logging
import SluiceModel
import SluiceProcess
import Synchronization

/// One run of the job process under supervision: started, watched, ended if need be, measured.
final class JobRun: Sendable {
    /// What a run came to.
    struct Result: Sendable {
        let end: AttemptEnd
        let usage: JobUsage
    }

    private let process: ChildProcess
    private let configuration: WorkerConfiguration
    private let startedAt: Timestamp
    private let clock: any TimeSource
    private let state = Mutex(State())

    private struct State {
        var intervention: AttemptEnd.Intervention?
        var peakMemory: Int64 = 0
    }

    /// How often the job's memory is looked at; more often in its first second, for jobs that are over soon.
    private static let memoryInterval = Duration.milliseconds(100)
    private static let firstMemoryInterval = Duration.milliseconds(10)
    /// The time between TERM and KILL.
    private static let killDelay = Duration.seconds(5)

    /// Starts the job.
    /// - Throws: `SpawnError`.
    init(
        _ command: ChildCommand,
        configuration: WorkerConfiguration,
        clock: any TimeSource
    ) throws(SpawnError) {
        self.configuration = configuration
        self.clock = clock
        startedAt = clock.now
        process = try ChildProcess(command)
        ProcessTree.preferAsVictim(process.id)
    }

    /// Waits for the end, watching time and memory.
    func result() async -> Result {
        let timeout = Task { try await self.endAfterTimeout() }
        let memory = Task { try await self.watchMemory() }
        let exit = await process.exit()
        timeout.cancel()
        memory.cancel()
        // What the job has started in its group goes with it.
        process.signalGroup(9)
        let (intervention, sampled) = state.withLock { ($0.intervention, $0.peakMemory) }
        let peak = max(sampled, exit.peakMemoryBytes ?? 0)
        return Result(
            end: AttemptEnd(
                exit,
                intervention: intervention,
                memoryLimit: configuration.memoryLimit,
                peakMemory: peak
            ),
            usage: JobUsage(
                wallSeconds: startedAt.duration(to: clock.now).inSeconds,
                cpuSeconds: exit.cpuSeconds,
                peakMemoryBytes: peak
            )
        )
    }

    /// Ends the job for `reason`, the first of which counts: TERM to its group, KILL if that does not help.
    func end(_ reason: AttemptEnd.Intervention) {
        let isFirst = state.withLock { state in
            defer { state.intervention = state.intervention ?? reason }
            return state.intervention == nil
        }
        guard isFirst else { return }
        process.signalGroup(15)
        Task {
            try? await clock.sleep(until: clock.now.advanced(by: Self.killDelay), tolerance: nil)
            if process.isRunning { process.signalGroup(9) }
        }
    }

    private func endAfterTimeout() async throws {
        try await clock.sleep(until: startedAt.advanced(by: configuration.timeout), tolerance: nil)
        end(.timeout(configuration.timeout))
    }

    private func watchMemory() async throws {
        while process.isRunning {
            let held = ProcessTree.memory(of: process.id)
            state.withLock { $0.peakMemory = max($0.peakMemory, held) }
            if let limit = configuration.memoryLimit, held > limit {
                state.withLock { $0.intervention = $0.intervention ?? .memory(limit: limit, held: held) }
                // No TERM: the next moment may be too late for the machine.
                process.signalGroup(9)
                return
            }
            let isYoung = startedAt.duration(to: clock.now) < .seconds(1)
            let interval = isYoung ? Self.firstMemoryInterval : Self.memoryInterval
            try await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil)
        }
    }
}
