import ArgumentParser
import AsyncHTTPClient
import Logging
import SluiceAWS
import SluiceFetalHeartRate
import SluiceLocal
import SluiceModel
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice demo`: real jobs on real recordings through the whole system.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs fetal heart rate jobs on real recordings through the whole system and prints what was found.",
        discussion: """
            Starts everything in a temporary folder, submits all recordings at once through the intake API, shows the \
            queue and the tasks while they work, and leaves the results for you to look at.
            """
    )

    @Option(help: "A folder with annotated WFDB recordings. May be repeated.", completion: .directory)
    var records: [String] = []

    @Option(help: "The most worker tasks.")
    var tasks = 4

    @Option(help: "Where to keep state and results (default: a fresh temporary folder).")
    var folder: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...64).contains(tasks) else { throw ValidationError("--tasks must be 1 to 64.") }
    }

    func run() async throws {
        let records = try DemoRecord.find(in: records)
        let folder = folder.map(Startup.absolute) ?? Self.temporaryFolder()
        let manifest = "\(folder)/sluice.yaml"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(Self.manifest(tasks: tasks).utf8).write(to: URL(filePath: manifest))
        let plan = try LocalPlan(file: manifest)
        let state = try Startup.open(state: "\(folder)/.sluice")
        try await Connections.withHTTP { http in
            try await run(records, plan, state, folder, http)
        }
    }

    private func run(
        _ records: [DemoRecord],
        _ plan: LocalPlan,
        _ state: StateFolder,
        _ folder: String,
        _ http: HTTPClient
    ) async throws {
        let stage = DemoStage(total: records.count)
        let system = try await LocalSystem(
            plan: plan,
            folder: state,
            options: .init(port: 0),
            runsTasks: true,
            http: http,
            environment: ProcessInfo.processInfo.environment,
            watcher: .init(
                onReady: { stage.ready(target: LocalTarget($1, $0.cloud.credentials)) },
                onRound: stage.show
            ),
            logger: .standardError("sluice", level: .warning)
        )
        Terminal.note("Everything runs in \(folder)")
        let results = try await withThrowingTaskGroup(of: [DemoResult]?.self) { group in
            group.addTask {
                try await system.run()
                return nil
            }
            group.addTask {
                let target = await stage.target()
                let results = try await perform(records, stage, target, system)
                await system.stop()
                return results
            }
            var results: [DemoResult] = []
            for try await part in group { results += part ?? [] }
            return results
        }
        try report(results, folder, state)
    }

    private func perform(
        _ records: [DemoRecord],
        _ stage: DemoStage,
        _ target: LocalTarget,
        _ system: LocalSystem
    ) async throws -> [DemoResult] {
        let start = ContinuousClock.now
        let submitted = try await Connections.withHTTP { http in
            try await submit(records, target, http, stage)
        }
        let ids = submitted.compactMap(\.job)
        let ended = try await Connections.withHTTP { http in
            try await JobFollower(intake: Connections.intake(target, http: http)).follow(ids) { done, _ in
                stage.ended(done)
            }
        }
        Terminal.note(
            "\(ids.count) jobs in \(JobTable.seconds(start.duration(to: .now).inSeconds)) s; waiting for the tasks to go"
        )
        await stage.untilFewTasks()
        return try submitted.map { record in
            let folder = "\(system.folder.file("objects/\(target.bucket)"))/jobs/\(record.job?.text ?? "")/output"
            return try DemoResult(
                record: record,
                status: record.job.flatMap { ended[$0] },
                fhr: FileManager.default.contents(atPath: "\(folder)/fhr.json"),
                chart: "\(folder)/ctg.svg"
            )
        }
    }

    /// Uploads every recording as CSV and submits its job, several at a time.
    private func submit(
        _ records: [DemoRecord],
        _ target: LocalTarget,
        _ http: HTTPClient,
        _ stage: DemoStage
    ) async throws -> [DemoRecord] {
        let aws = try Connections.client(
            environment: Connections.environment(of: target),
            http: http,
            logger: .standardError("aws", level: .warning)
        )
        let s3 = S3Client(aws)
        let intake = Connections.intake(target, http: http)
        return try await withThrowingTaskGroup(of: DemoRecord.self) { group in
            var done: [DemoRecord] = []
            for (index, record) in records.enumerated() {
                if index >= 2, let next = try await group.next() { done.append(next) }
                group.addTask {
                    var record = record
                    let csv = try Recording.read(path: record.header).csvText()
                    let location = ObjectLocation(bucket: target.bucket, key: JobKeys.input("\(record.name).csv"))
                    _ = try await s3.putObject(
                        bucket: location.bucket,
                        key: location.key,
                        bytes: csv,
                        contentType: "text/csv"
                    )
                    record.job = try await intake.submit(input: location, parameters: [:])
                    stage.submitted()
                    return record
                }
            }
            for try await record in group { done.append(record) }
            return done.sorted { $0.name < $1.name }
        }
    }

    private func report(_ results: [DemoResult], _ folder: String, _ state: StateFolder) throws {
        if output.json {
            try Terminal.json(results)
        } else {
            Terminal.out(DemoResult.table(results))
            Terminal.note(
                "Strips and numbers of every recording: \(state.file("objects"))/*/jobs/*/output/ctg.svg and fhr.json"
            )
            if let first = results.first(where: { $0.chart != nil })?.chart { Terminal.note("For example \(first)") }
        }
        if results.contains(where: { $0.status != JobStatus.State.succeeded.rawValue }) { throw ExitCode.failure }
    }

    private static func temporaryFolder() -> String {
        FileManager.default.temporaryDirectory.appending(path: "sluice-demo-\(UUID().uuidString.prefix(8))").path()
    }

    private static func manifest(tasks: Int) -> String {
        """
        # Written by `sluice demo`: fetal heart rate from abdominal ECG, as in Examples/fhr.
        name: fhr
        job:
          command: [sluice, job, fhr]
          duration: 3s
          timeout: 60s
        task: {cpu: 1, memory: 1GiB}
        queue: {visibility: 30s, retries: 3}
        scaling:
          min: 1
          max: \(tasks)
          policy: direct
          direct: {idleTimeout: 2s}

        """
    }
}
