import SluiceModel

extension ManifestKey {
    /// Every key, in the order of the documentation.
    package static let table: [ManifestKey] = project + job + task + queue + scaling + cloud + local

    /// The sections whose keys may be repeated under `local:` for the run on this machine.
    package static let localSections = ["job", "task", "queue", "scaling", "notify"]

    private static let project = [
        ManifestKey(
            "name",
            .text,
            nil,
            "The project's name: 2 to 40 of a-z 0-9 -; queue, bucket and stacks are named after it."
        )
    ]

    private static let job = [
        ManifestKey("job.command", .command, nil, "The program that is the job, and its arguments."),
        ManifestKey(
            "job.duration",
            .duration(0...43_200),
            .text("30s"),
            "What one job usually takes; defaults and prediction use it."
        ),
        ManifestKey(
            "job.timeout",
            .duration(1...43_200),
            .formula("4 × job.duration, at least 60s") { values in
                .duration(max(.seconds(60), values.duration("job.duration") * 4))
            },
            "How long one attempt may take."
        ),
        ManifestKey("job.environment", .map, nil, "Variables that the job finds in its environment."),
    ]

    private static let task = [
        ManifestKey("task.cpu", .number(0.25...32), .text("1"), "Virtual processors of a task."),
        ManifestKey(
            "task.memory",
            .bytes,
            .text("2GiB"),
            "Memory of a task; a job that holds more is ended as out_of_memory."
        ),
        ManifestKey("task.spot", .percent, .text("0%"), "The share of tasks on Fargate Spot."),
        ManifestKey("task.architecture", .choice(["x86_64", "arm64"]), .text("x86_64"), "The processor."),
        ManifestKey("task.startTimeout", .duration(2...120), .text("120s"), "How long a container may take to start."),
        ManifestKey(
            "task.stopTimeout",
            .duration(2...120),
            .formula("job.duration + 15s, from 30s to 120s") { values in
                .duration(min(.seconds(120), max(.seconds(30), values.duration("job.duration") + .seconds(15))))
            },
            "The time between SIGTERM and SIGKILL."
        ),
        ManifestKey("task.port", .integer(1...65_535), nil, "A port the container declares."),
        ManifestKey(
            "task.image",
            .text,
            nil,
            "An image that exists; without it the project has a repository of its own, which the pipeline or `sluice deploy` fills."
        ),
        ManifestKey(
            "task.imageSize",
            .bytes,
            .text("400MB"),
            "The image's compressed size, which decides how long a task takes to start; prediction uses it."
        ),
        ManifestKey("task.environment", .map, nil, "Variables of the container, the job's included."),
        ManifestKey(
            "task.secrets",
            .map,
            nil,
            "Variables whose values lie in Secrets Manager or Parameter Store, by the ARN of each."
        ),
        ManifestKey(
            "task.logRetention",
            .duration(86_400...315_360_000),
            .text("14d"),
            "How long the log of a task is kept on AWS; whole days as CloudWatch Logs has them: 1, 3, 5, 7, 14, 30, 60, 90 …"
        ),
    ]

    private static let queue = [
        ManifestKey(
            "queue.visibility",
            .duration(3...43_200),
            .text("60s"),
            "How long a message stays hidden; the worker renews it every third of that, so it need not cover the job."
        ),
        ManifestKey("queue.retries", .integer(0...100), .text("3"), "Attempts after the first."),
        ManifestKey(
            "queue.outOfMemoryRetries",
            .integer(0...100),
            .text("1"),
            "Attempts after the first that ran out of memory."
        ),
        ManifestKey("queue.retention", .duration(60...1_209_600), .text("4d"), "How long a message is kept."),
        ManifestKey(
            "queue.backoff.initial",
            .duration(0...43_200),
            .text("2s"),
            "The wait after the first failed attempt; it doubles with each."
        ),
        ManifestKey("queue.backoff.maximum", .duration(0...43_200), .text("5m"), "The longest wait between attempts."),
    ]

    private static let scaling = [
        ManifestKey("scaling.min", .integer(0...5000), .text("0"), "The fewest tasks."),
        ManifestKey("scaling.max", .integer(1...5000), .text("10"), "The most tasks."),
        ManifestKey(
            "scaling.desired",
            .integer(0...5000),
            .formula("scaling.min") { $0["scaling.min"] },
            "Tasks after the first deployment."
        ),
        ManifestKey(
            "scaling.policy",
            .choice(["direct", "steps", "backlog"]),
            .text("direct"),
            "How the number of tasks follows the queue."
        ),
        ManifestKey(
            "scaling.direct.interval",
            .duration(1...300),
            .formula("5s; 1s on this machine") { .duration(.seconds($0.isLocal ? 1 : 5)) },
            "The time between two decisions."
        ),
        ManifestKey(
            "scaling.direct.startTime",
            .duration(0...600),
            .formula("60s; 0s on this machine") { .duration(.seconds($0.isLocal ? 0 : 60)) },
            "How long a task takes to start; jobs that will be taken sooner start none."
        ),
        ManifestKey(
            "scaling.direct.idleTimeout",
            .duration(0...86_400),
            .formula("60s; 10s on this machine") { .duration(.seconds($0.isLocal ? 10 : 60)) },
            "How long tasks must be too many before they go."
        ),
        ManifestKey("scaling.direct.maximumStarts", .integer(1...5000), nil, "The most tasks started in one decision."),
        ManifestKey(
            "scaling.steps.metric",
            .choice(["visible", "inFlight", "visiblePlusInFlight"]),
            .text("visible"),
            "Which messages count."
        ),
        ManifestKey(
            "scaling.steps.statistic",
            .choice(["maximum", "average", "minimum", "sum", "sampleCount"]),
            .text("maximum"),
            "How a period's samples become one value."
        ),
        ManifestKey("scaling.steps.period", .duration(10...86_400), .text("60s"), "The metric's period."),
        ManifestKey("scaling.steps.evaluationPeriods", .integer(1...100), .text("1"), "Periods an alarm looks at."),
        ManifestKey(
            "scaling.steps.datapointsToAlarm",
            .integer(1...100),
            nil,
            "How many of those periods must breach; all, unless given."
        ),
        ManifestKey(
            "scaling.steps.missingData",
            .choice(["missing", "ignore", "breaching", "notBreaching"]),
            .text("missing"),
            "What a period without a point counts as."
        ),
        ManifestKey(
            "scaling.steps.adjustment",
            .choice(["changeInCapacity", "exactCapacity", "percentChangeInCapacity"]),
            .text("changeInCapacity"),
            "What a step's change means."
        ),
        ManifestKey(
            "scaling.steps.minimumMagnitude",
            .integer(1...5000),
            nil,
            "The least change of percentChangeInCapacity, in tasks."
        ),
        ManifestKey(
            "scaling.steps.cooldown",
            .duration(0...86_400),
            .text("60s"),
            "How long an activity holds back the next."
        ),
        ManifestKey(
            "scaling.steps.steps",
            .steps,
            nil,
            "Intervals of the metric and what each does; needed for the policy steps."
        ),
        ManifestKey(
            "scaling.backlog.target",
            .number(0.01...1_000_000),
            .text("1"),
            "Jobs one task may have before it, its own included."
        ),
        ManifestKey(
            "scaling.backlog.scaleOutCooldown",
            .duration(0...86_400),
            .text("60s"),
            "The wait after a scale-out."
        ),
        ManifestKey(
            "scaling.backlog.scaleInCooldown",
            .duration(0...86_400),
            .text("300s"),
            "The wait after a scale-in."
        ),
        ManifestKey("scaling.backlog.scalesIn", .flag, .text("true"), "Whether the policy may remove tasks."),
    ]

    private static let local = [
        ManifestKey(
            "local.port",
            .integer(1...65_535),
            .text("4566"),
            "The port of `sluice up`; the next free one if it is taken."
        )
    ]
}
