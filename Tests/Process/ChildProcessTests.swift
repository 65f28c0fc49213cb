import SluiceProcess
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Child processes")
struct ChildProcessTests {
    private func shell(_ script: String, grouping: ChildCommand.Grouping = .newGroup) -> ChildCommand {
        ChildCommand(
            program: "sh",
            arguments: ["-c", script],
            environment: ["PATH": "/usr/bin:/bin"],
            grouping: grouping
        )
    }

    @Test("the exit code comes back", arguments: [Int32(0), 1, 3, 4, 255])
    func exitCode(code: Int32) async throws {
        #expect(try await ChildProcess(shell("exit \(code)")).exit().reason == .exited(code))
    }

    @Test("an end by a signal is told apart")
    func signal() async throws {
        #expect(try await ChildProcess(shell("kill -KILL $$")).exit().reason == .signalled(9))
    }

    @Test("a signal to the group reaches grandchildren")
    func group() async throws {
        let process = try ChildProcess(shell("sleep 1000 & wait"))
        process.signalGroup(15)
        #expect(await process.exit().reason == .signalled(15))
    }

    @Test("output goes to the log file, the work to the given folder")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-process-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var command = shell("pwd; echo wrong >&2; echo $NAME")
        command.workingDirectory = folder.path()
        command.logFile = folder.appending(path: "log").path()
        command.environment["NAME"] = "value"
        _ = try await ChildProcess(command).exit()
        let log = String(decoding: try Data(contentsOf: folder.appending(path: "log")), as: UTF8.self)
        #expect(log.hasSuffix("wrong\nvalue\n"))
        #expect(log.contains(folder.lastPathComponent))
    }

    @Test("memory and processor time are measured per child")
    func usage() async throws {
        let small = try await ChildProcess(shell("exit 0")).exit()
        let large = try await ChildProcess(
            shell("head -c 400000000 /dev/zero | tail -c 400000000 | wc -c > /dev/null")
        ).exit()
        #expect((large.peakMemoryBytes ?? 0) > 300_000_000)
        #expect((small.peakMemoryBytes ?? 0) < 50_000_000)
        #expect(large.cpuSeconds > small.cpuSeconds)
    }

    @Test("a program that is not there is named")
    func missing() {
        #expect(throws: SpawnError.notFound(program: "no-such-program")) {
            try ChildProcess(
                ChildCommand(program: "no-such-program", environment: ["PATH": "/usr/bin:/bin"])
            )
        }
    }

    @Test("signals that this process ignores are back at their defaults in the child")
    func signalDefaults() async throws {
        let process = try ChildProcess(shell("kill -INT $$; exit 7"))
        #expect(await process.exit().reason == .signalled(2))
    }
}
