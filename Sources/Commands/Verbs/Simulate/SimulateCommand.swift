import ArgumentParser
import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceSimulation

/// `sluice simulate`: how it will scale, how long jobs will wait, what it will cost.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Predicts how the system scales under a load: waits, tasks and cost.",
        discussion: """
            sluice simulate --burst 100
            sluice simulate --rate 5/s --for 8h --compare steps,backlog,direct
            sluice simulate --scenario evening.yaml --runs 200

            Ends with exit code 99 when a threshold of the scenario is missed.
            """
    )

    @OptionGroup var load: LoadOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Runs with different seeds, for intervals.")
    var runs = 1

    @Option(
        help: """
            What to set side by side, separated by commas: policies (steps, backlog, direct) or manifests, with changes \
            (steps:scaling.steps.period=60s) or a worker that only receives, computes and deletes (steps+plain).
            """
    )
    var compare: String?

    @Option(help: "Write the run as a timeline, for `sluice explain` and reports.")
    var timeline: String?

    @Option(help: "A threshold such as 'p95 wait < 5m'. May be repeated.")
    var threshold: [String] = []

    @Flag(help: "Print every key of a scenario as a Markdown table, and run nothing.")
    var keys = false

    func validate() throws {
        guard (1...100_000).contains(runs) else { throw ValidationError("--runs is a number from 1 to 100000") }
        if timeline != nil, runs > 1 || compare != nil {
            throw ValidationError("--timeline goes with a single run, not with --runs or --compare")
        }
    }

    func run() async throws {
        guard !keys else { return Terminal.out(ManifestReference.scenarioMarkdown) }
        let scenario = try load.loadScenario()
        let thresholds = try Thresholds(scenario, more: threshold)
        if compare == nil, runs == 1 {
            try single(try load.setup(try load.loadManifest(), scenario), thresholds)
        } else {
            try await several(scenario, thresholds)
        }
    }

    private func single(_ setup: SimulationSetup, _ thresholds: Thresholds) throws {
        let result = SimulationResult(setup)
        if let timeline { try TimelineReader.write(result.timeline, to: timeline) }
        let verdicts = thresholds.verdicts(of: result.summary)
        if output.json {
            try Terminal.json(SimulationReport.Document(result, thresholds: verdicts))
        } else {
            Terminal.out(SimulationReport.text(result))
            if !verdicts.isEmpty { Terminal.out("\n" + Thresholds.text(verdicts)) }
        }
        try Thresholds.check(verdicts)
    }

    private func several(_ scenario: Scenario, _ thresholds: Thresholds) async throws {
        let candidates = try Candidates(compare, load: load, scenario: scenario)
        var columns: [RunSet] = []
        for (index, candidate) in candidates.all.enumerated() {
            let prefix = candidates.all.count > 1 ? "\(candidate.name) (\(index + 1) of \(candidates.all.count)): " : ""
            columns.append(await RunSet(candidate.name, candidate.setup, runs: runs, progress: prefix))
        }
        if output.json {
            try Terminal.json(columns.map { RunSet.Document($0, thresholds) })
        } else {
            Terminal.out(RunSet.table(columns))
            for column in columns where !thresholds.isEmpty {
                let name = columns.count > 1 ? "\(column.name): " : ""
                Terminal.out("\n" + name + thresholds.text(over: column.summaries))
            }
        }
        guard columns.allSatisfy({ thresholds.hold(over: $0.summaries) }) else { throw CommandExit.missed }
    }
}
