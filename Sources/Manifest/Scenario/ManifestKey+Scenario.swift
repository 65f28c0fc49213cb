import SluiceModel

extension ManifestKey {
    /// Every key of a scenario file, in the order of the documentation.
    package static let scenarioTable: [ManifestKey] = load + service + faults + platform + run

    private static let load = [
        ManifestKey("name", .text, .text("scenario"), "What the scenario is called."),
        ManifestKey("load.burst", .integer(0...50_000_000), nil, "Jobs that come all at once."),
        ManifestKey("load.at", .duration(0...31_536_000), .text("0s"), "When the burst comes."),
        ManifestKey("load.rate", .rate, nil, "Jobs that come one by one; with a burst, both come."),
        ManifestKey("load.for", .duration(1...31_536_000), .text("1h"), "How long they come."),
        ManifestKey(
            "load.shape",
            .choice(["poisson", "constant", "onOff", "daily", "ramp"]),
            .text("poisson"),
            "How the rate behaves: chance, even, in phases, over the day, or rising."
        ),
        ManifestKey("load.to", .rate, nil, "The rate at the end of a ramp."),
        ManifestKey("load.on", .duration(1...31_536_000), .text("10m"), "How long a phase of onOff is on."),
        ManifestKey("load.off", .duration(0...31_536_000), .text("50m"), "How long a phase of onOff is off."),
        ManifestKey("load.swing", .number(0...1), .text("0.8"), "How far daily swings about its mean rate."),
        ManifestKey("load.peakHour", .number(0...24), .text("14"), "The hour of daily's highest rate."),
        ManifestKey(
            "load.trace",
            .text,
            nil,
            "A CSV file of submissions: seconds or RFC 3339 times in the first column, or in one called submitted."
        ),
    ]

    private static let service = [
        ManifestKey(
            "service.distribution",
            .choice(["fixed", "exponential", "normal", "logNormal", "empirical"]),
            .text("fixed"),
            "How the durations of jobs scatter."
        ),
        ManifestKey("service.mean", .duration(0...43_200), nil, "Their mean; without it job.duration of the manifest."),
        ManifestKey(
            "service.deviation",
            .duration(0...43_200),
            nil,
            "Their standard deviation; without it a quarter of the mean."
        ),
        ManifestKey(
            "service.file",
            .text,
            nil,
            "For empirical: a timeline, or a CSV file with seconds in the first column or in one called seconds."
        ),
        ManifestKey("service.overhead", .duration(0...3600), .text("0s"), "What fetching and storing add to each job."),
    ]

    private static let faults = [
        ManifestKey("faults.failures", .percent, .text("0%"), "The share of attempts that fail."),
        ManifestKey("faults.outOfMemory", .percent, .text("0%"), "The share of jobs that need too much memory."),
        ManifestKey(
            "faults.interruptions",
            .rate,
            .text("0.02/h"),
            "How often a Spot task is taken back; nothing is published, this is an assumption."
        ),
        ManifestKey(
            "worker.kind",
            .choice(["sluice", "plain"]),
            .text("sluice"),
            "What runs in a task: Sluice's worker, or a loop of receive, compute, delete."
        ),
        ManifestKey("worker.protected", .flag, nil, "Whether a busy task is protected from scale-in."),
        ManifestKey("worker.heartbeat", .flag, nil, "Whether the visibility timeout is renewed."),
        ManifestKey(
            "worker.shutdown",
            .choice(["giveBack", "workOn", "dies"]),
            nil,
            "What SIGTERM does to a busy task."
        ),
    ]

    private static let platform = [
        ManifestKey(
            "fargate.processorQuota",
            .number(0.25...1_000_000),
            nil,
            "vCPUs the account may use; a new account has 6."
        ),
        ManifestKey("fargate.launchBurst", .number(1...100_000), .text("100"), "Tasks that start at once."),
        ManifestKey("fargate.launchRate", .rate, .text("20/s"), "Tasks that start after that."),
        ManifestKey("fargate.serviceRate", .rate, .text("500/min"), "Tasks that one service starts."),
        ManifestKey(
            "fargate.startTime",
            .duration(0...3600),
            nil,
            "The median start; without it from the image's size."
        ),
        ManifestKey(
            "fargate.startSpread",
            .number(0...2),
            .text("0.05"),
            "Its spread, as the deviation of its logarithm."
        ),
        ManifestKey(
            "fargate.victim",
            .choice(["random", "oldest", "newest"]),
            .text("random"),
            "Which task a scale-in stops; undocumented."
        ),
        ManifestKey("fargate.natGateways", .integer(0...10), .text("0"), "NAT gateways on the bill."),
        ManifestKey(
            "cloudwatch.publicationDelay",
            .duration(0...900),
            .text("30s"),
            "From sample to point; undocumented."
        ),
        ManifestKey("cloudwatch.samplePhase", .duration(0...59), .text("30s"), "When in the minute; undocumented."),
        ManifestKey("cloudwatch.evaluationPhase", .duration(0...59), .text("5s"), "When in the minute; undocumented."),
        ManifestKey(
            "cloudwatch.alignedPeriods",
            .flag,
            .text("false"),
            "Whether an alarm sees a period only when it is over; documented is a sliding window."
        ),
        ManifestKey("cloudwatch.wakeDelay", .duration(0...3600), .text("15m"), "How late a sleeping queue wakes."),
        ManifestKey(
            "autoscaling.base",
            .choice(["running", "desired"]),
            .text("running"),
            "What a step is added to."
        ),
        ManifestKey("autoscaling.outPeriods", .integer(1...60), .text("3"), "Minutes before target tracking adds."),
        ManifestKey("autoscaling.inPeriods", .integer(1...60), .text("15"), "Minutes before target tracking removes."),
    ]

    private static let run = [
        ManifestKey("deployAt", .list, nil, "When new versions are rolled out, such as [30m, 2h]."),
        ManifestKey(
            "rest",
            .duration(0...31_536_000),
            .text("1h"),
            "How long to wait for the fleet to shrink at the end."
        ),
        ManifestKey("limit", .duration(1...31_536_000), .text("30d"), "When to stop, whatever still waits."),
        ManifestKey("seed", .integer(0...Int.max), .text("1"), "Where chance begins."),
        ManifestKey("thresholds", .list, nil, "What must hold, such as [p95 wait < 5m, cost < 2 USD]."),
    ]
}
