import ArgumentParser
import Logging
import ServiceLifecycle
import SluiceLocal
import SluiceModel
import SluiceWire
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice cloud`: the local SQS, SNS and S3 alone, for other people's tests.
struct Cloud: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves SQS, SNS and S3 on this machine, for tests that use an AWS client.",
        discussion: """
            Point any AWS client at the printed endpoint with the printed keys. Everything is kept in the state \
            folder; a call we do not have is answered with 501 and its name.
            """
    )

    @Option(help: "The folder for queues, objects and keys.")
    var state = ".sluice"

    @Option(help: "The port to listen on; 0 for any. Without it 4566, or the next free one.")
    var port: Int?

    @Option(help: "The region that signatures must name.")
    var region = "us-east-1"

    @Flag(help: "Let unsigned calls in too. Only this machine can reach the port.")
    var open = false

    @Option(help: "How much memory waiting messages may take before new ones are refused.")
    var backlog = ByteCount(bytes: 1 << 30)

    @Flag(help: "Print one line of JSON once it listens.")
    var json = false

    @Flag(name: .shortAndLong, help: "Log every request.")
    var verbose = false

    func run() async throws {
        let logger = Logger.standardError("sluice", level: verbose ? .trace : .warning)
        let folder = try Startup.open(state: state)
        let cloud = try LocalCloud(
            folder: folder,
            options: .init(
                port: port ?? 4566,
                mayMovePort: port == nil,
                region: region,
                isOpen: open,
                backlogLimit: backlog.bytes
            ),
            subscribers: HTTPSubscribers(),
            clock: WallClock(),
            logger: logger
        )
        let asJSON = json
        let services = try await Startup.translatingErrors {
            try await cloud.services(project: nil) { endpoint in
                try? folder.announce(
                    RunningServer(
                        pid: ProcessInfo.processInfo.processIdentifier,
                        endpoint: endpoint,
                        region: cloud.options.region,
                        queue: nil,
                        bucket: nil
                    )
                )
                Self.tell(cloud, folder, endpoint: endpoint, asJSON: asJSON)
            }
        }
        try await ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: [.sigint, .sigterm],
                logger: logger
            )
        ).run()
    }

    private static func tell(_ cloud: LocalCloud, _ folder: StateFolder, endpoint: String, asJSON: Bool) {
        let keys = cloud.credentials.keys
        if asJSON {
            try? Terminal.json(
                [
                    "endpoint": endpoint, "region": cloud.options.region, "accessKeyID": keys.accessKeyID,
                    "secretAccessKey": keys.secretAccessKey, "state": folder.path,
                ],
                pretty: false
            )
        } else {
            Terminal.out(EnvironmentExports.text(endpoint: endpoint, region: cloud.options.region, cloud.credentials))
            Terminal.note("SQS, SNS and S3 answer at \(endpoint). State is in \(folder.path). Ctrl-C stops.")
        }
    }
}
