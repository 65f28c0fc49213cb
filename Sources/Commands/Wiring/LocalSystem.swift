import AsyncHTTPClient
import Logging
import ServiceLifecycle
import SluiceAdvice
import SluiceFleet
import SluiceLocal
import SluiceManifest
import SluiceModel
import SluiceProcess
import SluiceQueue
import SluiceScaling
import Synchronization
import UnixSignals

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The whole system on this machine: the local cloud, and a fleet of worker processes beside it.
final class LocalSystem: Sendable {
    /// What somebody who watches is told.
    struct Watcher: Sendable {
        /// The system is up.
        var onReady: @Sendable (LocalSystem, RunningServer) async -> Void = { _, _ in }
        /// The fleet was looked at, about once a second.
        var onRound: @Sendable (ScalingLoop.Round) async -> Void = { _ in }
        /// A graceful stop has begun.
        var onStopping: @Sendable () -> Void = {}
    }

    let plan: LocalPlan
    let cloud: LocalCloud
    let folder: StateFolder
    private let fleet: ProcessFleet
    private let tasks = TaskRegistry()
    private let board = FleetBoard()
    private let recording: RunRecording
    private let archive: RunArchive
    private let jobs: JobIndex
    private let http: HTTPClient
    private let watcher: Watcher
    private let runsTasks: Bool
    private let parent: Int32?
    private let clock = WallClock()
    private let logger: Logger
    private let endpoint: EndpointBox

    /// A system that has not been started.
    /// - Throws: `CommandFailure` when the state folder cannot be used.
    init(
        plan: LocalPlan,
        folder: StateFolder,
        options: LocalCloud.Options,
        runsTasks: Bool,
        http: HTTPClient,
        parent: Int32? = nil,
        environment: [String: String],
        watcher: Watcher,
        logger: Logger
    ) async throws {
        self.plan = plan
        self.folder = folder
        self.watcher = watcher
        self.runsTasks = runsTasks
        self.http = http
        self.parent = parent
        self.logger = logger
        let cloud = try await Startup.translatingErrors {
            try LocalCloud(
                folder: folder,
                options: options,
                subscribers: HTTPSubscribers(),
                clock: WallClock(),
                logger: logger
            )
        }
        self.cloud = cloud
        let endpoint = EndpointBox()
        self.endpoint = endpoint
        try FileManager.default.createDirectory(atPath: folder.file("logs"), withIntermediateDirectories: true)
        let launcher = TaskLauncher(
            plan: plan,
            folder: folder,
            cloud: cloud,
            environment: environment,
            endpoint: endpoint
        )
        let tasks = tasks
        let clock = clock
        archive = RunArchive(state: folder.path)
        archive.archive()
        jobs = JobIndex(cloud: cloud, bucket: plan.bucket)
        let recording = RunRecording(plan: plan, folder: folder, clock: clock)
        self.recording = recording
        fleet = ProcessFleet(
            command: { launcher.command(task: $0) },
            observer: .init(
                willStart: {
                    tasks.add($0, at: clock.now)
                    recording.taskRequested($0)
                },
                willStop: { recording.taskStopping($0) },
                didEnd: {
                    recording.taskEnded($0, ready: tasks.entry($0)?.startedAt)
                    tasks.remove($0)
                },
                hasStarted: { tasks.hasStarted($0) },
                isProtected: { tasks.isProtected($0, at: clock.now) }
            ),
            clock: clock,
            logger: logger,
            newID: { String(UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(12)) }
        )
    }

    /// Runs until `stop()` or a signal; a second signal kills what is left and ends the process with code 130.
    func run() async throws {
        let services = try await Startup.translatingErrors {
            try await cloud.services(
                project: .init(
                    name: plan.name,
                    queue: plan.queue,
                    bucket: plan.bucket,
                    tasks: tasks,
                    board: board,
                    dashboard: dashboard
                )
            ) { endpoint in await self.listening(endpoint) }
        }
        let group = ServiceGroup(
            configuration: .init(services: services + [FleetService(system: self)] + watches, logger: quiet)
        )
        let signals = Task { await self.obeySignals(group) }
        defer { signals.cancel() }
        running.withLock { $0 = group }
        try await group.run()
    }

    /// Ends with the process that started us, when that was asked for.
    private var watches: [any Service] { parent.map { [ParentWatch(parent: $0)] } ?? [] }

    private let running = Mutex<ServiceGroup?>(nil)

    /// Lets tasks finish or give back, then stops.
    func stop() async {
        let group = running.withLock { $0 }
        await group?.triggerGracefulShutdown()
    }

    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    private func listening(_ address: String) async {
        do {
            try await makeResources()
            try await makeTopic()
            let server = RunningServer(
                pid: ProcessInfo.processInfo.processIdentifier,
                endpoint: address,
                region: cloud.options.region,
                queue: plan.queue,
                bucket: plan.bucket
            )
            try folder.announce(server)
            endpoint.set(address)
            await watcher.onReady(self, server)
        } catch {
            Terminal.note("error: the queue, bucket or topic of \(plan.name) could not be made: \(error)")
            await stop()
        }
    }

    private func makeResources() async throws {
        let region = cloud.options.region
        try await cloud.queues.ensureQueue(plan.deadLetterQueue, attributes: ["MessageRetentionPeriod": "1209600"])
        let redrive =
            #"{"deadLetterTargetArn":"arn:aws:sqs:\#(region):000000000000:\#(plan.deadLetterQueue)","#
            + #""maxReceiveCount":\#(plan.worker.maxReceiveCount)}"#
        var attributes = [
            "VisibilityTimeout": String(Duration.seconds(plan.worker.visibilitySeconds).wholeSecondsRoundedUp),
            "RedrivePolicy": redrive,
        ]
        attributes["MessageRetentionPeriod"] = plan.retention.map { String($0.wholeSecondsRoundedUp) }
        try await cloud.queues.ensureQueue(plan.queue, attributes: attributes)
        _ = try await cloud.objects.createBucketIfMissing(plan.bucket, at: clock.now)
    }

    private func makeTopic() async throws {
        guard let notifications = plan.notifications else { return }
        for queue in notifications.queues {
            try await cloud.queues.ensureQueue(queue, attributes: [:])
        }
        try await cloud.topics.ensureTopic(
            notifications.topic,
            subscribers: notifications.subscribers.map { ($0.protocolName, $0.endpoint) }
        )
    }

    private func obeySignals(_ group: ServiceGroup) async {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
            count += 1
            if count == 1 {
                await group.triggerGracefulShutdown()
            } else {
                await fleet.kill()
                Terminal.note("Stopped at once. Messages in flight come back after their visibility timeout.")
                exit(130)
            }
        }
    }

    /// The fleet as a service, scaled while it runs and drained when it stops, which is before the server does.
    private struct FleetService: Service {
        let system: LocalSystem

        func run() async throws {
            guard system.runsTasks else { return try await gracefulShutdown() }
            await system.endpoint.wait()
            let loop = ScalingLoop(
                fleet: system.fleet,
                engine: ScalingEngine(
                    policies: [system.plan.policy],
                    limits: system.plan.limits,
                    cloudWatch: .local,
                    start: system.clock.now
                ),
                initialTasks: system.plan.initialTasks,
                clock: system.clock,
                logger: system.logger,
                readQueue: {
                    (try? system.cloud.queues.depth(of: system.plan.queue)).map {
                        .init(visible: $0.visible, inFlight: $0.inFlight)
                    }
                },
                jobDuration: { system.plan.jobDuration },
                onRound: { await system.note($0) }
            )
            try await loop.run()
            await system.drain()
        }
    }

    /// What the pages show and do.
    private var dashboard: DashboardSource {
        let (recording, jobs, archive) = (recording, jobs, archive)
        let letters = DashboardLetters { [endpoint, cloud, plan, http] in
            try Connections.deadLetters(plan, endpoint: endpoint.value, cloud, http: http)
        }
        return DashboardSource(
            names: (plan.name, plan.queue, plan.deadLetterQueue, plan.bucket, plan.policy.name),
            logFolder: folder.file("logs"),
            timeline: { await recording.timeline(jobs) },
            jobs: { await jobs.all() },
            explain: { timeline, moment in
                let story = moment.map { Explanation(of: timeline, at: $0) } ?? Explanation(of: timeline)
                return (story.answer, story.entries.map { .init(time: $0.time, text: $0.text) })
            },
            letters: { try await letters.all() },
            perform: { try await letters.perform($0, $1) },
            runs: { archive.names },
            run: { archive.run($0) }
        )
    }

    private func note(_ round: ScalingLoop.Round) async {
        board.put(counts(round))
        if recording.note(round, ready: tasks.started) { recording.saveSoon(jobs) }
        await watcher.onRound(round)
    }

    private func counts(_ round: ScalingLoop.Round) -> FleetBoard.Counts {
        let (queue, tasks) = (round.observation.queue, round.observation.tasks)
        return FleetBoard.Counts(
            at: round.at,
            queue: (queue?.visible ?? 0, queue?.inFlight ?? 0),
            tasks: (round.desired, tasks.pending, tasks.running),
            limits: (plan.limits.minimum, plan.limits.maximum, plan.limits.maximumReason)
        )
    }

    private func drain() async {
        watcher.onStopping()
        let working = JobsInFlight(cloud: cloud, queue: plan.queue, bucket: plan.bucket)
        await fleet.stop(patience: plan.stopTimeout)
        await recording.save(jobs)
        Terminal.note(await working.summary())
    }
}

/// Where the server listens, once it does.
final class EndpointBox: Sendable {
    private struct State {
        var endpoint: String?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// The endpoint; empty while there is none.
    var value: String { state.withLock { $0.endpoint ?? "" } }

    func set(_ endpoint: String) {
        let waiting = state.withLock { state in
            state.endpoint = endpoint
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
    }

    /// Returns once there is an endpoint.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.endpoint == nil { state.waiting.append(continuation) }
                return state.endpoint != nil
            }
            if isReady { continuation.resume() }
        }
    }
}
