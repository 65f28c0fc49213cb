package import SluiceAWS
package import SluiceModel
import SluiceWire
import Synchronization

/// Records a deployed system from outside: the queue's counts, the service, its tasks, alarms and scaling activities.
package final class StackRecorder: Sendable {
    /// What is recorded.
    package struct Target: Sendable, Hashable {
        package var project: String
        package var queueURL: String
        package var cluster: String
        package var service: String

        /// A queue and the service that works on it.
        package init(project: String, queueURL: String, cluster: String, service: String) {
            self.project = project
            self.queueURL = queueURL
            self.cluster = cluster
            self.service = service
        }
    }

    /// The counts of one look.
    package struct Sample: Sendable, Hashable {
        package var visible: Int
        package var inFlight: Int
        package var desired: Int
        package var pending: Int
        package var running: Int
    }

    private struct State {
        var recorder: TimelineRecorder
        var tasks: [String: Timeline.Task] = [:]
        /// The number of tasks that was wanted last, and its changes.
        var desired: Int?
        var changes: [(at: Timestamp, from: Int, to: Int)] = []
    }

    private let target: Target
    private let sqs: SQSClient
    private let ecs: ECSClient
    private let cloudWatch: CloudWatchClient
    private let autoScaling: AutoScalingClient
    private let clock: any TimeSource
    private let start: Timestamp
    private let state: Mutex<State>

    /// A recording that begins now.
    package init(_ target: Target, aws: AWSClient, clock: any TimeSource) {
        self.target = target
        self.clock = clock
        sqs = SQSClient(aws)
        ecs = ECSClient(aws)
        cloudWatch = CloudWatchClient(aws)
        autoScaling = AutoScalingClient(aws)
        start = clock.now
        let source = Timeline.Source(kind: .measured, name: target.project, title: "on AWS")
        state = Mutex(State(recorder: TimelineRecorder(source: source, start: start)))
    }

    /// Looks once at queue, service and tasks.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func look() async throws -> Sample {
        let counts = try await sqs.messageCounts(queueURL: target.queueURL)
        guard let service = try await ecs.describeService(cluster: target.cluster, service: target.service) else {
            throw AWSServiceError(
                "ServiceNotFoundException",
                "There is no service \(target.service) in the cluster \(target.cluster)."
            )
        }
        try await note(tasks: "RUNNING")
        let now = clock.now
        let sample = Sample(
            visible: counts.visible ?? 0,
            inFlight: counts.inFlight ?? 0,
            desired: service.desiredCount,
            pending: service.pendingCount,
            running: service.runningCount
        )
        state.withLock { state in
            state.recorder.note(
                visible: sample.visible,
                inFlight: sample.inFlight,
                tasks: (sample.desired, sample.pending, sample.running),
                at: now
            )
            if let last = state.desired, last != sample.desired {
                state.changes.append((now, last, sample.desired))
            }
            state.desired = sample.desired
        }
        return sample
    }

    /// Notes the tasks that shall run, or have been stopped in the last hour or so.
    private func note(tasks status: String) async throws {
        let arns = try await ecs.listTasks(
            cluster: target.cluster,
            service: target.service,
            desiredStatus: status
        )
        let tasks = try await ecs.describeTasks(cluster: target.cluster, arns)
        state.withLock { state in
            for task in tasks {
                let record = Timeline.Task(task, since: start)
                state.tasks[record.id] = record
            }
        }
    }

    /// Ends the recording.
    ///
    /// - Returns: The timeline, without jobs, and what could not be read of it.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws, when tasks cannot be read.
    package func finish() async throws -> (timeline: Timeline, remarks: [String]) {
        try await note(tasks: "RUNNING")
        try await note(tasks: "STOPPED")
        var remarks: [String] = []
        let end = clock.now
        let alarms = await reading("alarm history", &remarks) {
            try await cloudWatch.alarmHistory(from: start, until: end)
        }
        let activities = await reading("scaling activities", &remarks) {
            try await autoScaling.activities(cluster: target.cluster, service: target.service, since: start)
        }
        let (tasks, changes) = state.withLock { ($0.tasks, $0.changes) }
        var timeline = state.withLock { $0.recorder.timeline(at: end, jobs: []) }
        timeline.tasks = tasks.values.sorted { ($0.requested, $0.id) < ($1.requested, $1.id) }
        timeline.alarms = alarms.filter { isOurs($0.alarm) }.map {
            .init(at: offset($0.at), alarm: $0.alarm, from: $0.from, to: $0.to, reason: $0.reason)
        }
        timeline.decisions = decisions(changes, activities)
        return (timeline, remarks)
    }

    private func offset(_ time: Timestamp) -> Timestamp { .epoch.advanced(by: start.duration(to: time)) }

    /// What `read` returns; nothing, and a remark, when the caller may not or cannot read it.
    private func reading<Item>(
        _ what: String,
        _ remarks: inout [String],
        _ read: () async throws -> [Item]
    ) async -> [Item] {
        do {
            return try await read()
        } catch {
            remarks.append("The \(what) could not be read: \(error)")
            return []
        }
    }

    /// Whether an alarm is one of the project's, by the names that templates and target tracking give.
    private func isOurs(_ alarm: String) -> Bool {
        alarm.hasPrefix("\(target.project)-")
            || alarm.hasPrefix("TargetTracking-service/\(target.cluster)/\(target.service)-")
    }

    /// Each change of the wanted number, with the activity that made it where there is one.
    private func decisions(
        _ changes: [(at: Timestamp, from: Int, to: Int)],
        _ activities: [ScalingActivity]
    ) -> [Timeline.Decision] {
        changes.map { change in
            // A look comes up to some seconds after the change that it sees.
            let made = activities.last { activity in
                activity.desiredCount == change.to && activity.startedAt <= change.at
                    && activity.startedAt.duration(to: change.at) < .seconds(60)
            }
            let reason =
                made.map { Timeline.Reason(kind: "alarm", text: $0.cause) }
                ?? Timeline.Reason(
                    kind: "service",
                    text: "the service's desired count was set, by the scaler or by hand"
                )
            return .init(at: offset(made?.startedAt ?? change.at), from: change.from, to: change.to, reasons: [reason])
        }
    }
}

extension Timeline.Task {
    /// A task of ECS, its times counted from `start`.
    init(_ task: ECSTask, since start: Timestamp) {
        func offset(_ time: Timestamp?) -> Timestamp? { time.map { .epoch.advanced(by: start.duration(to: $0)) } }
        let id = task.arn.split(separator: "/").last.map(String.init) ?? task.arn
        self.init(
            id: id,
            requested: offset(task.createdAt) ?? offset(task.startedAt) ?? .epoch,
            isSpot: task.capacityProvider == "FARGATE_SPOT"
        )
        billed = offset(task.pullStartedAt ?? task.startedAt)
        ready = offset(task.startedAt)
        stopping = offset(task.stoppingAt)
        stopped = offset(task.stoppedAt)
        end = stopped == nil ? nil : task.stoppedReason ?? task.stopCode ?? "stopped"
    }
}
