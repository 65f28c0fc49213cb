import ArgumentParser
import Dispatch
import Foundation

/// How long `sluice synth` takes as a whole process, beside what the start of the program alone takes.
@main
struct Templates: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Times `sluice synth` of all stacks, from start to the last file, and `sluice --version`."
    )

    @Option(help: "The tool.")
    var sluice = "../.build/release/sluice"

    @Option(help: "A manifest that needs all four stacks.")
    var manifest = "../Examples/fhr/sluice.yaml"

    @Option(help: "Rounds of one run each; the median is printed.")
    var rounds = 41

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = URL(filePath: manifest).absoluteURL.path
        var (starts, synths): ([Double], [Double]) = ([], [])
        for _ in 0..<max(1, rounds) {
            // In turn, because the machine is faster at one moment than at another.
            starts.append(try milliseconds(["--version"]))
            synths.append(try milliseconds(["synth", "--file", file, "--output", folder.path]))
        }
        let start = Self.median(starts)
        print("| what | ms | of the start |")
        print("| --- | ---: | ---: |")
        print(row("sluice --version", start, start))
        print(row("sluice synth, \(try stacks(in: folder)) stacks", Self.median(synths), start))
    }

    private func stacks(in folder: URL) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).count { $0.hasSuffix(".json") }
    }

    /// The time from before the process is made until it has ended.
    private func milliseconds(_ arguments: [String]) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: sluice).absoluteURL
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let clock = ContinuousClock()
        // `waitUntilExit` looks every 50 ms.
        let end = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in end.signal() }
        let begin = clock.now
        try process.run()
        end.wait()
        let time = begin.duration(to: clock.now)
        guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
        return time / .milliseconds(1)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private func row(_ what: String, _ time: Double, _ start: Double) -> String {
        "| \(what) | \(String(format: "%.1f", time)) | \(String(format: "%.2f", time / start)) |"
    }
}
