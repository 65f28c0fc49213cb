import ArgumentParser
import AsyncHTTPClient
import SluiceAdvice
import SluiceEvaluation
import SluiceManifest
import SluiceModel
import SluiceProcess
import SluiceScaling
import SluiceSimulation
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice evaluate`: how it scales really, and how far the prediction was off.
struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how the system scales under a load, and compares that with the prediction.",
        discussion: """
            sluice evaluate --burst 200 --concurrency 50
            sluice evaluate --rate 5/s --for 10m --stack fhr
            sluice evaluate --scenario evening.yaml --input record.csv

            Starts the local system for the occasion, or works on a deployed stack. Follows every job to its end and \
            leaves evaluations/<time>-<name>/ with report.html, timeline.json, jobs.csv and series.csv. Ctrl-C ends the \
            load and reports what was measured by then.

            Ends with exit code 99 when a threshold of the scenario is missed, and with 1 when jobs were not followed \
            to their ends.
            """
    )

    @OptionGroup var load: LoadOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Requests that are under way at once.")
    var concurrency = 50

    @Option(help: "An input for the jobs, a file or s3://bucket/key. May be repeated; jobs take them in turn.")
    var input: [String] = []

    @Option(name: .shortAndLong, help: "Parameters for the jobs, as a JSON object.")
    var parameters = "{}"

    @Option(help: "How long to wait, after the last job, for the fleet to come back to its least size.")
    var rest = "2m"

    @Option(help: "A threshold such as 'p95 wait < 5m'. May be repeated.")
    var threshold: [String] = []

    @Option(name: .customLong("output"), help: "The folder for the results (default: evaluations/<time>-<name>).")
    var folder: String?

    @Flag(help: "Keep the local system's state, with the outputs and logs of all jobs.")
    var keepState = false

    func validate() throws {
        guard (1...1000).contains(concurrency) else { throw ValidationError("--concurrency must be 1 to 1000.") }
        guard Duration(text: rest) != nil else { throw ValidationError("--rest is a time such as 30s or 5m.") }
    }

    func run() async throws {
        let scenario = try load.loadScenario()
        let thresholds = try Thresholds(scenario, more: threshold)
        let parameters = try JobInputs.parameters(parameters)
        let file = load.file ?? "sluice.yaml"
        let manifest = try ManifestFile.load(file, changes: load.manifestChanges, forLocal: target.stack == nil)
        let planned = try load.setup(manifest.manifest, scenario)
        let submissions = planned.submissions
        guard !submissions.isEmpty else {
            Terminal.note("error: there is no job in this load; say --burst, --rate or --trace")
            throw CommandExit.unusable
        }
        try JobInputs.check(input)
        let clock = WallClock()
        let folder = try EvaluationFolder(folder, name: target.stack ?? manifest.manifest.name, at: clock.now)
        let prefix = "e\(EvaluationFolder.stamp(clock.now))-\(String(UInt16.random(in: 0 ... .max), radix: 36))"
        let ledger = JobLedger(times: submissions, prefix: prefix)
        let document = try await Connections.withHTTP(connections: concurrency + 16) { http in
            let system: any EvaluationTarget
            do {
                system = try await start(manifest.manifest, file: file, folder: folder, http: http, clock: clock)
            } catch {
                // What it said is in the error.
                folder.abandon()
                throw error
            }
            let (end, recording) = try await measure(system, ledger, parameters, scenario, clock)
            Terminal.note("Drawing the report.")
            let report = try await self.report(system, ledger, planned, end, recording, thresholds, folder)
            try folder.write(report, ledger: ledger.entries, manifest: manifest.effective)
            tell(report, folder)
            return report.document
        }
        if !keepState, document.interruption == nil { folder.removeState() }
        guard document.interruption == nil else { throw ExitCode.failure }
        try Thresholds.check(document.thresholds)
    }

    private func start(
        _ manifest: Manifest,
        file: String,
        folder: EvaluationFolder,
        http: HTTPClient,
        clock: any TimeSource
    ) async throws -> any EvaluationTarget {
        if let stack = target.stack {
            return try await StackEvaluation(
                stack: stack,
                project: manifest.name,
                limits: CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum),
                account: target.account,
                http: http,
                clock: clock
            )
        }
        Terminal.note("Starting the system; its words go to \(folder.log)")
        return try await LocalEvaluation(
            file: file,
            changes: load.manifestChanges,
            state: folder.state,
            log: folder.log,
            http: http,
            clock: clock
        )
    }

    /// Sends the load and follows it; Ctrl-C ends that, not the command.
    private func measure(
        _ system: any EvaluationTarget,
        _ ledger: JobLedger,
        _ parameters: [String: JSONValue],
        _ scenario: Scenario,
        _ clock: any TimeSource
    ) async throws -> (EvaluationRun.End, RecordedRun) {
        let inputs = try await JobInputs.upload(input, to: system.jobs)
        try await system.waitUntilReady()
        let run = EvaluationRun(
            target: system,
            ledger: ledger,
            inputs: inputs,
            parameters: parameters,
            concurrency: concurrency,
            rest: Duration(text: rest) ?? .zero,
            limit: scenario.values.duration("limit"),
            clock: clock
        )
        let work = Task { await run.run() }
        let signals = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                Terminal.note("Stopping: what was measured is kept.")
                work.cancel()
            }
        }
        defer { signals.cancel() }
        let end = await work.value
        if end.interruption != nil { await run.lookOnceMore() }
        return (end, try await system.finish())
    }

    private func report(
        _ system: any EvaluationTarget,
        _ ledger: JobLedger,
        _ planned: SimulationSetup,
        _ end: EvaluationRun.End,
        _ recording: RecordedRun,
        _ thresholds: Thresholds,
        _ folder: EvaluationFolder
    ) async throws -> EvaluationReport {
        let base = try await system.setup(planned, begin: end.begin)
        var measured = recording.timeline.part(from: end.begin, until: end.end, jobs: ledger.entries)
        measured.source.name = planned.name
        measured.source.title = planned.title + " on \(system.title)"
        let fitted = FittedSetup(base, to: measured)
        measured.cost = Bill(measured: measured, setup: fitted.setup).lines
        let predicted = SimulationResult(fitted.setup)
        let summary = SimulationSummary(measured: measured, setup: fitted.setup)
        let counts = ledger.counts
        let (own, length) = (OwnUsage.cpuSeconds, measured.length.inSeconds)
        let process = ProcessInfo.processInfo
        let document = EvaluationDocument(
            name: planned.name,
            target: system.title,
            load: planned.title,
            folder: folder.path,
            begin: end.begin,
            interruption: end.interruption,
            seed: planned.seed,
            versions: .init(
                sluice: Sluice.version,
                system: process.operatingSystemVersionString,
                processors: process.activeProcessorCount,
                memoryBytes: ProcessTree.machineMemory
            ),
            sending: .init(
                planned: counts.planned,
                accepted: counts.accepted,
                repeated: counts.repeated,
                lagSeconds: counts.lag.inSeconds,
                concurrency: concurrency
            ),
            measured: summary,
            predicted: predicted.summary,
            agreement: Agreement(measured: summary, predicted: predicted.summary),
            fitted: fitted.facts,
            thresholds: thresholds.verdicts(of: summary),
            recorder: .init(
                cpuSeconds: own,
                systemSeconds: recording.systemCPU,
                shareOfMachine: own / max(1e-9, length * Double(process.activeProcessorCount))
            ),
            remarks: recording.remarks + Self.remarks(counts)
        )
        return EvaluationReport(document: document, measured: measured, predicted: predicted.timeline)
    }

    private static func remarks(_ counts: JobLedger.Counts) -> [String] {
        guard counts.lag > .seconds(1) else { return [] }
        return [
            "Requests went out up to \(SpanText.seconds(counts.lag.inSeconds)) after their time: the intake was slower than "
                + "the load, or --concurrency is too small. The prediction uses the times at which they arrived."
        ]
    }

    private func tell(_ report: EvaluationReport, _ folder: EvaluationFolder) {
        if output.json {
            try? Terminal.json(report.document)
        } else {
            Terminal.out(report.text)
            Terminal.out("\nreport: \(folder.report)")
        }
    }
}
