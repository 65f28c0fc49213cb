import SluiceManifest
import Yams

/// The keys of Copilot's worker services and what becomes of each.
///
/// Source: AWS Copilot CLI documentation, "Worker Service" manifest.
enum CopilotRules {
    private static let ownQueue =
        "Sluice's queue is fed by its API; subscribe the queue (output QueueUrl) to a topic yourself"
    private static let ownLogs =
        "logs go to CloudWatch Logs, by the driver of ECS; a log router would be a second container"
    private static let queueScales =
        "the queue's length says it sooner than a busy processor; choose scaling.policy (docs/manifest.md)"

    /// By the path of the key.
    static let all: [String: CopilotRule] = job.merging(task) { $1 }.merging(queue) { $1 }.merging(scaling) { $1 }
        .merging(rest) { $1 }

    private static let job: [String: CopilotRule] = [
        "name": .key(
            "name",
            { $0.string.flatMap { ProjectName.isValid($0) ? $0 : nil } },
            else: "a name takes \(ProjectName.rule)"
        ),
        "image": .group,
        "image.location": .key("task.image", { $0.string.map(YAMLText.scalar) }, else: "no text"),
        "image.build": .none(
            "`sluice deploy` and the pipeline build the Dockerfile beside sluice.yaml, which must begin from Sluice's image (docs/image.md)"
        ),
        "image.credentials": .none("only registries that need none, or the project's own repository"),
        "image.labels": .none("write LABEL into the Dockerfile"),
        "image.depends_on": .none("a task is one container"),
        "image.healthcheck": .none("a worker that takes no job shows in the alarms for old messages and no progress"),
        "exec": .none("there is no shell into tasks; `sluice logs ID` has what a job printed"),
        "env_file": .none("write its variables as task.environment"),
        "variables": CopilotRule(convert: nil, descends: true),
        "secrets": CopilotRule(convert: nil, descends: true),
    ]

    private static let task: [String: CopilotRule] = [
        "cpu": .integer("task.cpu") { units in units > 0 ? decimal(Double(units) / 1024) : nil },
        "memory": .integer("task.memory") { $0 % 1024 == 0 ? "\($0 / 1024)GiB" : "\($0)MiB" },
        "platform": CopilotRule(
            convert: { node in
                switch node.string {
                case "linux/amd64", "linux/x86_64": .keys([("task.architecture", "x86_64")])
                case "linux/arm64": .keys([("task.architecture", "arm64")])
                default: .none("Sluice runs on Linux, x86-64 or ARM64")
                }
            },
            descends: true
        ),
        "platform.osfamily": CopilotRule {
            $0.string == "linux" ? .keys([]) : .none("Sluice runs on Linux, x86-64 or ARM64")
        },
        "platform.architecture": .key(
            "task.architecture",
            { ["x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "arm": "arm64"][$0.string ?? ""] },
            else: "Sluice runs on Linux, x86-64 or ARM64"
        ),
        "storage": .none("a job has a scratch folder on the task's 20 GiB; there are no volumes"),
        "sidecars": .none("a task is one container"),
        "taskdef_overrides": .none("change what `sluice synth` writes"),
        "logging": .group,
        "logging.destination": .none(ownLogs),
        "logging.image": .none(ownLogs),
        "logging.enableMetadata": .none(ownLogs),
        "logging.secretOptions": .none(ownLogs),
        "logging.configFilePath": .none(ownLogs),
        "logging.variables": .none(ownLogs),
        "logging.secrets": .none(ownLogs),
        "logging.envFile": .none(ownLogs),
        "logging.retention": .integer("task.logRetention") { "\($0)d" },
        "observability": .none("alarms, a dashboard and metrics of the scaler come along; tracing does not"),
    ]

    private static let queue: [String: CopilotRule] = [
        "subscribe": .group,
        "subscribe.topics": .none(ownQueue),
        "subscribe.queue": .group,
        "subscribe.queue.retention": .duration("queue.retention"),
        "subscribe.queue.timeout": .duration("queue.visibility"),
        "subscribe.queue.delay": .none("send the message with its own DelaySeconds"),
        "subscribe.queue.fifo": .none("the queue is a standard one; Idempotency-Key keeps a job from running twice"),
        "subscribe.queue.dead_letter": .group,
        "subscribe.queue.dead_letter.tries": .integer("queue.retries") { $0 > 0 ? String($0 - 1) : nil },
        "publish": .none(
            "notify.on tells the ends of jobs (docs/notifications.md); other topics are the job's own affair"
        ),
    ]

    private static let scaling: [String: CopilotRule] = [
        "count": CopilotRule(
            convert: { node in
                node.int.map { .keys([("scaling.min", String($0)), ("scaling.max", String(max(1, $0)))]) }
                    ?? .none("no number of tasks")
            },
            descends: true
        ),
        "count.range": CopilotRule(
            convert: { node in
                let bounds = (node.string ?? "").split(separator: "-").compactMap { Int($0) }
                guard bounds.count == 2 else { return .none("no range such as 1-10") }
                return .keys([("scaling.min", String(bounds[0])), ("scaling.max", String(bounds[1]))])
            },
            descends: true
        ),
        "count.range.min": .integer("scaling.min"),
        "count.range.max": .integer("scaling.max"),
        "count.range.spot_from": .none("Spot is a share of the tasks here, such as task.spot: 70%"),
        "count.spot": CopilotRule { node in
            node.int.map {
                .keys([("scaling.min", String($0)), ("scaling.max", String(max(1, $0))), ("task.spot", "100%")])
            } ?? .none("no number of tasks")
        },
        "count.cpu_percentage": .none(queueScales),
        "count.memory_percentage": .none(queueScales),
        "count.requests": .none(queueScales),
        "count.response_time": .none(queueScales),
        "count.cooldown": .group,
        "count.cooldown.in": .duration("scaling.backlog.scaleInCooldown"),
        "count.cooldown.out": .duration("scaling.backlog.scaleOutCooldown"),
        "count.queue_delay": CopilotRule(queueDelay),
    ]

    private static let rest: [String: CopilotRule] = [
        "type": CopilotRule {
            $0.string == "Worker Service" ? .keys([]) : .none("only worker services are run by a queue")
        },
        "network": .group,
        "network.connect": CopilotRule {
            $0.bool == false ? .keys([]) : .none("nobody connects to a task; jobs come by the queue")
        },
        "network.vpc": .group,
        "network.vpc.placement": CopilotRule { node in
            switch node.string {
            case "public": .keys([("network.access", "public")])
            case "private": .keys([("network.access", "nat")])
            default: .none("name existing subnets as network.subnets, with network.vpc")
            }
        },
        "network.vpc.security_groups": .none(
            "existing groups go with existing subnets: network.subnets and network.securityGroups"
        ),
        "deployment": .none(
            "deployments replace tasks one by one, busy ones end their job, and a circuit breaker rolls back"
        ),
    ]

    /// Copilot's backlog per task: the acceptable latency over the time that a message takes.
    @Sendable private static func queueDelay(_ node: Node) -> CopilotRule.Outcome {
        guard let work = node["msg_processing_time"]?.string.flatMap(GoDuration.milliseconds),
            let latency = node["acceptable_latency"]?.string.flatMap(GoDuration.milliseconds), work > 0, latency >= work
        else { return .none("needs msg_processing_time and an acceptable_latency that is not shorter") }
        var keys = [
            ("scaling.policy", "backlog"), ("scaling.backlog.target", decimal(Double(latency) / Double(work))),
            ("job.duration", work % 1000 == 0 ? GoDuration.text(work / 1000) : "\(work)ms"),
        ]
        for (name, key) in [("in", "scaleInCooldown"), ("out", "scaleOutCooldown")] {
            guard let seconds = node["cooldown"]?[name]?.string.flatMap(GoDuration.seconds) else { continue }
            keys.append(("scaling.backlog.\(key)", GoDuration.text(seconds)))
        }
        return .keys(keys)
    }

    /// A number with what digits it needs, four after the point at most.
    @Sendable private static func decimal(_ value: Double) -> String {
        let rounded = (value * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
