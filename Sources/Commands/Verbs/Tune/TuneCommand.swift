import ArgumentParser
import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceSimulation

/// `sluice tune`: the cheapest configuration that keeps a wait.
struct Tune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Searches for the cheapest configuration that keeps a wait under a load.",
        discussion: """
            sluice tune --wait p95=2m --burst 100 --every 1d
            sluice tune --wait p99=30s --rate 5/s --for 8h --most-tasks 400

            Ends with exit code 99 when no configuration keeps the wait.
            """
    )

    @OptionGroup var load: LoadOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The wait that must hold, such as p95=2m; mean, p50, p90, p95, p99 or max.")
    var wait: String

    @Option(help: "Another scenario whose load must be met too. May be repeated.")
    var also: [String] = []

    @Option(help: "How often the load comes, such as 1d: the time between is paid for at rest.")
    var every: String?

    @Option(name: .customLong("most-tasks"), help: "No configuration has more tasks (default: 100, or scaling.max).")
    var mostTasks: Int?

    @Option(help: "The share of a job's work that more vCPUs make faster, such as 0.9: task sizes are tried too.")
    var parallel: Double?

    @Option(help: "Seeds for the final judgement.")
    var seeds = 5

    func validate() throws {
        if let parallel, !(0...1).contains(parallel) { throw ValidationError("--parallel is a share from 0 to 1") }
        guard (1...1000).contains(seeds) else { throw ValidationError("--seeds is a number from 1 to 1000") }
    }

    func run() async throws {
        let goal = try Self.failing { try TuningGoal(wait) }
        let interval = try every.map { text in
            guard let duration = Duration(text: text) else {
                throw CommandFailure("--every: '\(text)' is no time with its unit, such as 1d")
            }
            return duration
        }
        let manifest = try load.loadManifest()
        var setups = [try load.setup(manifest, try load.loadScenario())]
        for file in also {
            let scenario = try ManifestFile.reporting {
                try Scenario.load(text: try TextFile.read(file, "scenario"), file: file, changes: [])
            }
            setups.append(try load.setup(manifest, scenario))
        }
        let tuner = Tuner(base: manifest, loads: setups, goal: goal, every: interval)
        let space = TuningSpace(
            base: manifest,
            mostTasks: mostTasks ?? max(100, manifest.scaling.maximum),
            start: setups[0].platform.medianStart(imageBytes: setups[0].size.imageBytes),
            parallelShare: parallel
        )
        let search = await TuningSearch(tuner, space, base: manifest, goal: goal, seeds: seeds)
        try show(search, base: manifest, goal: goal)
    }

    private func show(_ search: TuningSearch, base: Manifest, goal: TuningGoal) throws {
        if output.json {
            try Terminal.json(TuningDocument(search, base: base, goal: goal))
        } else {
            Terminal.out(TuningReport.text(search, base: base, goal: goal))
        }
        guard search.best != nil else { throw CommandExit.missed }
    }

    private static func failing<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as TuningGoal.ReadingError {
            throw CommandFailure("--wait: \(error)")
        }
    }
}
