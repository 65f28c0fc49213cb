import ArgumentParser
import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceSimulation

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The load a manifest is tried with, and what it is tried on.
struct LoadOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The manifest (default: sluice.yaml; without one, the defaults and --set).")
    var file: String?

    @Option(
        name: .customLong("set"),
        help: "Change a value of the manifest or the scenario, such as scaling.max=50. May be repeated."
    )
    var changes: [String] = []

    @Option(help: "A file with load, circumstances and thresholds (docs/simulate.md).")
    var scenario: String?

    @Option(help: "Jobs that come all at once.")
    var burst: Int?

    @Option(help: "Jobs that come one by one, such as 5/s or 300/min.")
    var rate: String?

    @Option(name: .customLong("for"), help: "How long they come (default: 1h).")
    var span: String?

    @Option(help: "poisson, constant, onOff, daily or ramp (default: poisson).")
    var shape: String?

    @Option(help: "A CSV file of submissions.")
    var trace: String?

    @Option(help: "Where chance begins (default: 1).")
    var seed: Int?

    /// The values that flags set, as the scenario names them.
    private var flags: [String] {
        let pairs: [(String, String?)] = [
            ("load.burst", burst.map(String.init)), ("load.rate", rate), ("load.for", span), ("load.shape", shape),
            ("load.trace", trace), ("seed", seed.map(String.init)),
        ]
        return pairs.compactMap { key, value in value.map { "\(key)=\($0)" } }
    }

    /// The scenario: the file if there is one, with what flags and `--set` say.
    /// - Throws: `CommandFailure`, exit code 2 when it is wrong.
    func loadScenario() throws -> Scenario {
        let text = try scenario.map { try TextFile.read($0, "scenario") } ?? ""
        let own = changes.filter(Self.isOfScenario)
        return try ManifestFile.reporting {
            try Scenario.load(text: text, file: scenario ?? "command line", changes: flags + own)
        }
    }

    /// The manifest: `other` or the file, or the defaults where there is none and none was named.
    /// - Throws: `CommandFailure`, exit code 2 when it is wrong.
    func loadManifest(_ other: String? = nil, changes more: [String] = []) throws -> Manifest {
        let own = manifestChanges + more
        let path = other ?? file ?? "sluice.yaml"
        if other == nil, file == nil, !FileManager.default.fileExists(atPath: path) {
            Terminal.note("There is no sluice.yaml here: these are the defaults, changed by --set.")
            return try ManifestFile.reporting {
                try Manifest.load(text: "name: jobs\njob: {command: [job]}\n", file: "defaults", changes: own).manifest
            }
        }
        return try ManifestFile.load(path, changes: own, forLocal: false).manifest
    }

    /// Those of `--set` that change the manifest.
    var manifestChanges: [String] { changes.filter { !Self.isOfScenario($0) } }

    /// The run of `manifest` under `scenario`.
    /// - Throws: `CommandFailure`, exit code 2 when it is wrong.
    func setup(_ manifest: Manifest, _ scenario: Scenario) throws -> SimulationSetup {
        let arrivals = try scenario.values.text("load.trace").map { path in
            try TextFile.parse(path, "trace") { text throws(NumberColumn.ReadingError) in
                try NumberColumn.arrivals(text)
            }
        }
        let durations = try scenario.values.text("service.file").map(Self.durations)
        return try ManifestFile.reporting {
            try SimulationSetup(manifest, scenario: scenario, arrivals: arrivals, durations: durations)
        }
    }

    private static func durations(_ path: String) throws -> [Duration] {
        if path.hasSuffix(".json") {
            let times = try TimelineReader.read(path).jobs.compactMap { job in
                job.started.flatMap { start in job.finished.map { start.duration(to: $0) } }
            }
            guard !times.isEmpty else { throw CommandFailure("\(path): no job of this timeline was run") }
            return times
        }
        return try TextFile.parse(path, "durations") { text throws(NumberColumn.ReadingError) in
            try NumberColumn.durations(text)
        }
    }

    private static func isOfScenario(_ change: String) -> Bool {
        let key = String(change.prefix { $0 != "=" })
        return ManifestKey.scenarioTable.contains { $0.path == key } && !ManifestKey.table.contains { $0.path == key }
    }
}

/// Text files that people name on the command line.
enum TextFile {
    /// The text of the file at `path`; `what` says what it should have been.
    /// - Throws: `CommandFailure` when there is none.
    static func read(_ path: String, _ what: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): there is no such \(what) file")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// What `parse` makes of the file at `path`.
    /// - Throws: `CommandFailure` with the file's name and what `parse` says.
    static func parse<Value, Failure: Error & CustomStringConvertible>(
        _ path: String,
        _ what: String,
        _ parse: (String) throws(Failure) -> Value
    ) throws -> Value {
        let text = try read(path, what)
        do {
            return try parse(text)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
