import ArgumentParser
import AsyncHTTPClient
import Logging
import NIOPosix
import ServiceLifecycle
import SluiceAWS
import SluiceManifest
import SluiceModel
import SluiceWorker
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice worker`: what runs in a task, on this machine and on Fargate alike.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Takes jobs from the queue and runs them, one at a time.",
        discussion: """
            Told what to do by the variable SLUICE_WORKER (JSON) and the usual AWS variables. SIGTERM lets the job \
            finish if the time suffices and gives it back otherwise.
            """
    )

    @Option(help: "Stop when this process is no longer the parent.")
    var parent: Int32?

    @Option(help: "The folder for scratch files (default: the system's temporary folder).")
    var scratch: String?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        var settings = try Self.settings(environment)
        settings.command = Self.withAbsoluteFiles(settings.command)
        let logger = Logger.standardError("worker", level: .info)
        let http = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: AsyncHTTPTransport.configuration
        )
        do {
            try await work(settings, environment, http, logger)
        } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private func work(
        _ settings: WorkerSettings,
        _ environment: [String: String],
        _ http: HTTPClient,
        _ logger: Logger
    ) async throws {
        let metadata: TaskMetadata? =
            if let uri = environment["ECS_CONTAINER_METADATA_URI_V4"] {
                await TaskMetadata.read(uri, http: http)
            } else {
                nil
            }
        let task = metadata?.taskID ?? "process-\(ProcessInfo.processInfo.processIdentifier)"
        let folder = scratch ?? FileManager.default.temporaryDirectory.appending(path: "sluice-\(task)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let aws = try Connections.client(environment: environment, http: http, logger: logger)
        var jobEnvironment = environment
        jobEnvironment[WorkerSettings.variable] = nil
        let worker = Worker(
            configuration: settings.configuration(
                task: task,
                scratchFolder: folder,
                agentURI: environment["ECS_AGENT_URI"]
            ),
            sqs: SQSClient(aws),
            s3: S3Client(aws),
            sns: SNSClient(aws),
            http: http,
            baseEnvironment: jobEnvironment,
            clock: WallClock(),
            logger: logger
        )
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
        if let parent {
            services.append(
                .init(service: ParentWatch(parent: parent), successTerminationBehavior: .gracefullyShutdownGroup)
            )
        }
        try await ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }

    /// Jobs start in a scratch folder, so files that the command names relative to ours are named from the root on.
    private static func withAbsoluteFiles(_ command: [String]) -> [String] {
        let here = FileManager.default.currentDirectoryPath
        return command.enumerated().map { index, word in
            // A program without a slash is looked up in PATH.
            guard !word.hasPrefix("/"), index > 0 || word.contains("/") else { return word }
            var isFolder = false
            let exists = FileManager.default.fileExists(atPath: "\(here)/\(word)", isDirectory: &isFolder)
            return exists && !isFolder ? "\(here)/\(word)" : word
        }
    }

    private static func settings(_ environment: [String: String]) throws -> WorkerSettings {
        guard let text = environment[WorkerSettings.variable] else {
            throw CommandFailure(
                "The variable \(WorkerSettings.variable) is not set. `sluice up` and the AWS templates set it; to run jobs by hand use `sluice up`."
            )
        }
        do {
            return try JSONDecoder().decode(WorkerSettings.self, from: Data(text.utf8))
        } catch {
            throw CommandFailure("The variable \(WorkerSettings.variable) is not what this version expects: \(error)")
        }
    }
}
