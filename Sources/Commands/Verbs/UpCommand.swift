import ArgumentParser
import AsyncHTTPClient
import Logging
import SluiceFleet
import SluiceLocal
import SluiceModel
import SluiceScaling
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice up`: the whole system on this machine.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the whole system on this machine: intake API, queue, object store and worker tasks.",
        discussion: """
            Needs no Docker, account or token. Ctrl-C lets jobs finish or gives their messages back; a second Ctrl-C \
            stops at once.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "The port to listen on; 0 for any. Without it local.port or 4566, or the next free one.")
    var port: Int?

    @Flag(help: "Let unsigned AWS calls in too. Only this machine can reach the port.")
    var open = false

    @Flag(name: .customLong("no-tasks"), help: "Run no worker tasks: jobs wait in the queue.")
    var noTasks = false

    @Option(help: "How much memory waiting messages may take before new ones are refused.")
    var backlog = ByteCount(bytes: 1 << 30)

    @Flag(help: "Print one line of JSON once it listens.")
    var json = false

    @Option(help: .hidden)
    var parent: Int32?

    @Flag(name: .shortAndLong, help: "Log what tasks do, and every request.")
    var verbose = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let plan = try LocalPlan(project)
        let folder = try Startup.open(state: project.stateFolder)
        try await Connections.withHTTP { http in
            try await run(plan, folder, environment, http)
        }
    }

    private func run(
        _ plan: LocalPlan,
        _ folder: StateFolder,
        _ environment: [String: String],
        _ http: HTTPClient
    ) async throws {
        let asJSON = json
        let system = try await LocalSystem(
            plan: plan,
            folder: folder,
            options: .init(
                port: port ?? plan.port ?? 4566,
                mayMovePort: port == nil,
                isOpen: open,
                backlogLimit: backlog.bytes
            ),
            runsTasks: !noTasks,
            http: http,
            parent: parent,
            environment: environment,
            watcher: .init(
                onReady: { system, server in Self.tell(system, server, asJSON: asJSON) },
                onRound: { Self.draw($0) },
                onStopping: { Terminal.note("Stopping: jobs finish or are given back. Ctrl-C again stops at once.") }
            ),
            logger: .standardError("sluice", level: verbose ? .debug : .info)
        )
        try await system.run()
    }

    private static func tell(_ system: LocalSystem, _ server: RunningServer, asJSON: Bool) {
        let credentials = system.cloud.credentials
        guard !asJSON else {
            var facts = [
                "endpoint": server.endpoint, "region": server.region, "apiKey": credentials.apiKey,
                "accessKeyID": credentials.keys.accessKeyID, "secretAccessKey": credentials.keys.secretAccessKey,
                "dashboard": "\(server.endpoint)/dashboard", "queue": system.plan.queue, "bucket": system.plan.bucket,
                "state": system.folder.path,
            ]
            facts["topic"] = system.plan.notifications.map { system.cloud.topics.arn($0.topic) }
            try? Terminal.json(facts, pretty: false)
            return
        }
        let limits = system.plan.limits
        let topic = system.plan.notifications.map { "  topic    \($0.summary)\n" } ?? ""
        Terminal.note(
            """
            \(system.plan.name) is up at \(server.endpoint)
              look at  \(server.endpoint)/dashboard
              intake   POST \(server.endpoint)/jobs   (x-api-key: \(credentials.apiKey))
              queue    \(system.plan.queue), dead letters \(system.plan.deadLetterQueue)
              bucket   \(system.plan.bucket), files in \(system.folder.file("objects/\(system.plan.bucket)"))
            \(topic)  tasks    \(limits.minimum) to \(limits.maximum) (\(limits.maximumReason)) by the policy \(system.plan.policy.name), logs in \(system.folder.file("logs"))
            Try: sluice submit FILE --watch      AWS clients: eval "$(sluice env)"
            """
        )
    }

    private static func draw(_ round: ScalingLoop.Round) {
        let queue = round.observation.queue ?? .init(visible: 0, inFlight: 0)
        let tasks = round.observation.tasks
        Terminal.progress(
            "waiting \(queue.visible)  in flight \(queue.inFlight)  tasks \(tasks.running)"
                + (tasks.pending > 0 ? " (+\(tasks.pending) starting)" : "") + " of \(round.desired) wanted"
        )
    }
}
