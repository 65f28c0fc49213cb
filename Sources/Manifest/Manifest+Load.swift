import SluiceModel
import SluiceScaling

extension Manifest {
    /// Reads a manifest.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: Its name, for errors.
    ///   - changes: `key=value` of `--set`, which win over the file.
    ///   - forLocal: Whether the values under `local:` win over the others.
    /// - Returns: The manifest with every default filled in, and where each value comes from.
    /// - Throws: `ManifestError` with everything that is wrong.
    package static func load(
        text: String,
        file: String,
        changes: [String] = [],
        forLocal: Bool = false
    ) throws(ManifestError) -> LoadedManifest {
        let document = ManifestDocument(text, table: .manifest)
        var resolution = Resolution(document, table: .manifest, file: file, forLocal: forLocal)
        resolution.apply(changes)
        resolution.fillDefaults()
        var problems = document.problems + resolution.problems
        if problems.isEmpty { problems = Checks.problems(in: resolution) }
        guard problems.isEmpty, let manifest = Manifest(resolution.values) else {
            throw ManifestError(file: file, problems: problems)
        }
        return LoadedManifest(manifest: manifest, effective: resolution.effective)
    }

    /// The manifest of values that have passed every check.
    private init?(_ values: ResolvedValues) {
        guard let name = values.text("name"), let command = values.list("job.command"),
            case .bytes(let memory)? = values["task.memory"], let policy = ScalingPolicy(values)
        else { return nil }
        self.name = name
        job = Job(
            command: command,
            duration: values.duration("job.duration"),
            timeout: values.duration("job.timeout"),
            environment: values.map("task.environment").merging(values.map("job.environment")) { $1 }
        )
        task = Task(
            cpu: values.number("task.cpu") ?? 1,
            memory: memory,
            spotShare: values.share("task.spot"),
            isARM: values.text("task.architecture") == "arm64",
            imageSize: values.bytes("task.imageSize"),
            startTimeout: values.duration("task.startTimeout"),
            stopTimeout: values.duration("task.stopTimeout"),
            environment: values.map("task.environment"),
            secrets: values.map("task.secrets"),
            logRetention: values.duration("task.logRetention"),
            port: values.integer("task.port"),
            image: values.text("task.image")
        )
        queue = Queue(
            visibility: values.duration("queue.visibility"),
            retries: values.integer("queue.retries") ?? 0,
            outOfMemoryRetries: values.integer("queue.outOfMemoryRetries") ?? 0,
            retention: values.duration("queue.retention"),
            initialBackoff: values.duration("queue.backoff.initial"),
            maximumBackoff: values.duration("queue.backoff.maximum")
        )
        scaling = Scaling(
            minimum: values.integer("scaling.min") ?? 0,
            maximum: values.integer("scaling.max") ?? 1,
            desired: values.integer("scaling.desired") ?? 0,
            policy: policy
        )
        api = API(values)
        data = Data(values)
        notify = Notify(values)
        network = Network(values)
        pipeline = Pipeline(values)
        imageTagParameter = values.text("pipeline.imageTagParameter") ?? "/\(name)/image-tag"
        alarms = Alarms(values)
        localPort = values.integer("local.port") ?? 4566
    }
}

extension ScalingPolicy {
    /// The policy that the values describe; the local fleet runs `direct` only.
    fileprivate init?(_ values: ResolvedValues) {
        switch values.text("scaling.policy") {
        case "steps":
            guard case .steps(let steps)? = values["scaling.steps.steps"],
                let metric = values.text("scaling.steps.metric").flatMap(ScalingMetric.init),
                let statistic = values.text("scaling.steps.statistic").flatMap(MetricStatistic.init),
                let adjustment = values.text("scaling.steps.adjustment").flatMap(StepPolicy.Adjustment.init),
                let missing = values.text("scaling.steps.missingData").flatMap(MissingData.init)
            else { return nil }
            self = .steps(
                StepPolicy(
                    metric: metric,
                    statistic: statistic,
                    period: values.duration("scaling.steps.period"),
                    evaluationPeriods: values.integer("scaling.steps.evaluationPeriods") ?? 1,
                    datapointsToAlarm: values.integer("scaling.steps.datapointsToAlarm"),
                    missingData: missing,
                    adjustment: adjustment,
                    minimumMagnitude: values.integer("scaling.steps.minimumMagnitude"),
                    steps: steps,
                    cooldown: values.duration("scaling.steps.cooldown")
                )
            )
        case "backlog":
            self = .backlog(
                BacklogPolicy(
                    target: values.number("scaling.backlog.target") ?? 1,
                    scaleOutCooldown: values.duration("scaling.backlog.scaleOutCooldown"),
                    scaleInCooldown: values.duration("scaling.backlog.scaleInCooldown"),
                    scalesIn: values.flag("scaling.backlog.scalesIn")
                )
            )
        default:
            self = .direct(
                DirectPolicy(
                    interval: values.duration("scaling.direct.interval"),
                    startTime: values.duration("scaling.direct.startTime"),
                    idleTimeout: values.duration("scaling.direct.idleTimeout"),
                    maximumStartsPerDecision: values.integer("scaling.direct.maximumStarts")
                )
            )
        }
    }
}
