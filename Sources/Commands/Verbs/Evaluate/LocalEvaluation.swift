import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SluiceEvaluation
import SluiceLocal
import SluiceModel
import SluiceProcess
import SluiceScaling
import SluiceSimulation
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The local system, started for the occasion as a process of its own, so that what it uses can be told from what we use.
final class LocalEvaluation: EvaluationTarget {
    let jobs: JobTarget
    let title = "this machine"
    private let process: ChildProcess
    private let server: RunningServer
    private let state: String
    private let http: HTTPClient
    private let clock: any TimeSource
    /// The last counts that were read; the limits in them outlive the system.
    private let last = Mutex<FleetBoard.Counts?>(nil)

    /// How often a state is asked for that has not come yet.
    private static let patience = Duration.milliseconds(50)

    /// Starts `sluice up` for the manifest in `file`, its state in `state`, its words in `log`.
    /// - Throws: `CommandFailure` with the system's own words when it does not come up.
    init(
        file: String,
        changes: [String],
        state: String,
        log: String,
        http: HTTPClient,
        clock: any TimeSource
    ) async throws {
        let parent = String(ProcessInfo.processInfo.processIdentifier)
        let command = ChildCommand(
            program: OwnProgram.path,
            arguments: ["up", "--json", "--port", "0", "--state", state, "--file", file, "--parent", parent]
                + changes.flatMap { ["--set", $0] },
            environment: ProcessInfo.processInfo.environment,
            logFile: log,
            grouping: .newSession
        )
        process = try ChildProcess(command)
        self.state = state
        self.http = http
        self.clock = clock
        // It says where it listens, so the folder need not be asked, which would disturb its lock.
        while !Self.hasAnnounced(log) {
            guard process.isRunning else {
                throw CommandFailure("`sluice up` did not come up:\n\(Self.text(log))")
            }
            try await clock.sleep(until: clock.now.advanced(by: Self.patience), tolerance: nil)
        }
        guard let server = StateFolder.runningServer(in: state) else {
            throw CommandFailure("`sluice up` came up and went again:\n\(Self.text(log))")
        }
        self.server = server
        let target = LocalTarget(server, try LocalCredentials.load(path: "\(state)/credentials"))
        jobs = try JobTarget(target, http: http)
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    private static func hasAnnounced(_ log: String) -> Bool {
        text(log).split(separator: "\n").contains { $0.hasPrefix("{\"accessKeyID\"") && $0.hasSuffix("}") }
    }

    func waitUntilReady() async throws {
        while true {
            if let counts = await counts(), counts.pending == 0, counts.running >= counts.desired { return }
            guard process.isRunning else { throw CommandFailure("`sluice up` has ended; its words are in up.log.") }
            try await clock.sleep(until: clock.now.advanced(by: Self.patience), tolerance: nil)
        }
    }

    func counts() async -> FleetBoard.Counts? {
        do {
            let request = HTTPClientRequest(url: server.endpoint + FleetEndpoint.path)
            let response = try await http.execute(request, timeout: TimeAmount.seconds(10))
            let body = try await response.body.collect(upTo: 1 << 16)
            guard response.status == .ok else { return nil }
            let counts = try JSONDecoder().decode(FleetBoard.Counts.self, from: Data(body.readableBytesView))
            last.withLock { $0 = counts }
            return counts
        } catch {
            return nil
        }
    }

    func setup(_ planned: SimulationSetup, begin: Timestamp) async throws -> SimulationSetup {
        let counts = last.withLock { $0 }
        return planned.onThisMachine(
            limits: counts.map {
                CapacityLimits(minimum: $0.minimum, maximum: $0.maximum, maximumReason: $0.maximumReason)
            } ?? planned.limits,
            begin: begin
        )
    }

    func finish() async throws -> RecordedRun {
        process.signal(SIGTERM)
        let end = await process.exit()
        let timeline = try TimelineReader.read("\(state)/\(RunRecording.fileName)")
        var recording = RecordedRun(timeline: timeline, systemCPU: end.cpuSeconds)
        if end.reason != .exited(0) { recording.remarks.append("`sluice up` ended with \(end.reason); see up.log.") }
        return recording
    }

    /// Ends the system at once.
    func kill() { process.signalGroup(SIGKILL) }
}
