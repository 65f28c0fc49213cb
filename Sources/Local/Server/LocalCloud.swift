import Hummingbird
package import Logging
package import ServiceLifecycle
package import SluiceModel
import SluiceQueue
import SluiceWire

/// The AWS API on one port of this machine: SQS, SNS, S3 and, for a project, the intake API and the tasks' agent.
package struct LocalCloud: Sendable {
    /// How a local cloud is set up.
    package struct Options: Sendable {
        /// The port to listen on; 0 for any.
        package var port: Int
        /// Whether another port may be taken when that one is not free.
        package var mayMovePort: Bool
        package var region: String
        /// Whether unsigned AWS calls are let in.
        package var isOpen: Bool
        /// Bytes that waiting messages may take in memory before new ones are refused.
        package var backlogLimit: Int64

        /// The defaults of `sluice up`.
        package init(
            port: Int = 4566,
            mayMovePort: Bool = true,
            region: String = "us-east-1",
            isOpen: Bool = false,
            backlogLimit: Int64 = 1 << 30
        ) {
            self.port = port
            self.mayMovePort = mayMovePort
            self.region = region
            self.isOpen = isOpen
            self.backlogLimit = backlogLimit
        }
    }

    /// What a project adds to the plain cloud.
    package struct Project: Sendable {
        /// The name of the cluster and service in task metadata.
        package var name: String
        /// The queue that the intake API sends jobs to.
        package var queue: String
        /// The bucket for inputs, results and status documents.
        package var bucket: String
        package var tasks: TaskRegistry
        /// Where the counts of queue and fleet are put up.
        package var board: FleetBoard
        /// What the dashboard shows; nil for none.
        package var dashboard: DashboardSource?

        /// A project's names.
        package init(
            name: String,
            queue: String,
            bucket: String,
            tasks: TaskRegistry,
            board: FleetBoard,
            dashboard: DashboardSource? = nil
        ) {
            self.name = name
            self.queue = queue
            self.bucket = bucket
            self.tasks = tasks
            self.board = board
            self.dashboard = dashboard
        }
    }

    package let queues: QueueHost
    package let topics: TopicHost
    package let objects: ObjectStore
    package let credentials: LocalCredentials
    package let options: Options
    private let subscribers: any SubscriberTransport
    private let clock: any TimeSource
    private let logger: Logger

    /// Never anything but the loopback interface.
    package static let address = "127.0.0.1"

    /// Opens the state in `folder`; `subscribers` carries notifications to addresses of HTTP.
    /// - Throws: What `QueueHost`, `TopicHost`, `ObjectStore` and `LocalCredentials` throw.
    package init(
        folder: StateFolder,
        options: Options,
        subscribers: any SubscriberTransport,
        clock: any TimeSource,
        logger: Logger
    ) throws {
        var generator = SystemRandomNumberGenerator()
        credentials = try LocalCredentials.loadOrCreate(path: folder.file("credentials"), using: &generator)
        queues = try QueueHost(
            path: folder.file("queue.sqlite"),
            region: options.region,
            memoryLimit: options.backlogLimit,
            clock: clock,
            logger: logger
        )
        topics = try TopicHost(path: folder.file("topics.sqlite"), region: options.region, clock: clock)
        objects = try ObjectStore(root: folder.path)
        self.subscribers = subscribers
        self.options = options
        self.clock = clock
        self.logger = logger
    }

    /// The services to run, the first of which must stop last.
    ///
    /// - Parameters:
    ///   - project: What to serve besides the plain cloud.
    ///   - onListening: Called with the endpoint, `http://127.0.0.1:PORT`, once requests are accepted.
    /// - Returns: The services, in the order in which they start.
    /// - Throws: `PortSearchError` when no port is free.
    package func services(
        project: Project?,
        onListening: @escaping @Sendable (_ endpoint: String) async -> Void
    ) async throws -> [any Service] {
        let port = try await PortSearch.firstFree(from: options.port, mayMove: options.mayMovePort)
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            responder: responder(project),
            server: .http1(configuration: .init(additionalChannelHandlers: [ContinueHandler()])),
            configuration: .init(address: .hostname(Self.address, port: port), serverName: "sluice", backlog: 1024),
            onServerRunning: { channel in
                let endpoint = "http://\(Self.address):\(channel.localAddress?.port ?? port)"
                topics.endpoint = endpoint
                await onListening(endpoint)
            },
            logger: quiet
        )
        let deliveries = DeliveryService(host: topics, queues: queues, transport: subscribers, logger: logger)
        return queues.services + [deliveries, application]
    }

    private func dashboard(_ source: DashboardSource, _ board: FleetBoard) -> Dashboard {
        let queues = queues
        let feed = DashboardFeed(
            source: source,
            board: board,
            letters: { (try? queues.depth(of: source.deadLetterQueue)).map { $0.visible + $0.inFlight } ?? 0 },
            clock: clock
        )
        return Dashboard(source: source, feed: feed, objects: objects, clock: clock)
    }

    private func responder(_ project: Project?) -> CloudResponder {
        let keys = credentials.keys
        var plain: [any PlainService] = [SubscriptionLinks(host: topics)]
        if let project {
            plain += [
                Gateway(
                    queues: queues,
                    objects: objects,
                    apiKey: credentials.apiKey,
                    queue: project.queue,
                    bucket: project.bucket,
                    clock: clock
                ),
                TaskEndpoints(registry: project.tasks, clusterName: project.name, clock: clock),
                FleetEndpoint(board: project.board),
            ]
            if let dashboard = project.dashboard { plain.append(self.dashboard(dashboard, project.board)) }
        }
        return CloudResponder(
            sqs: SQSService(host: queues),
            sns: SNSService(host: topics),
            s3: S3Service(store: objects, region: options.region),
            plainServices: plain,
            verifier: SignatureVerifier(region: options.region) { id in
                id == keys.accessKeyID ? keys.secretAccessKey : nil
            },
            isOpen: options.isOpen,
            clock: clock,
            logger: logger
        )
    }
}
