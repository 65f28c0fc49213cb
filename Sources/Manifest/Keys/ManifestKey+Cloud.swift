import SluiceModel

extension ManifestKey {
    /// The keys that only AWS needs.
    static let cloud: [ManifestKey] = interfaces + network + pipeline + operation

    private static let interfaces = [
        ManifestKey(
            "api.authentication",
            .choice(["key", "iam"]),
            .text("key"),
            "Who may submit: holders of an API key, or IAM."
        ),
        ManifestKey(
            "api.rate",
            .integer(1...10_000),
            .text("50"),
            "Requests per second that the API takes in the long run."
        ),
        ManifestKey("api.burst", .integer(1...5000), .text("200"), "Requests that it takes at once."),
        ManifestKey(
            "api.loggingRole",
            .choice(["make", "existing"]),
            .text("make"),
            "The role that API Gateway writes logs with, one for each account and Region; existing leaves it alone."
        ),
        ManifestKey("data.bucket", .text, nil, "An existing bucket for inputs and results; without it one is made."),
        ManifestKey(
            "data.expiry",
            .duration(86_400...315_360_000),
            .text("30d"),
            "How long what jobs leave under jobs/ is kept, in whole days."
        ),
        ManifestKey(
            "notify.on",
            .choice(["never", "failed", "finished"]),
            .text("never"),
            "Which jobs are told of: none, those that failed or were rejected, or every one that ends."
        ),
        ManifestKey(
            "notify.subscribers",
            .list,
            nil,
            "Who is told: https:// addresses, mail addresses, ARNs of queues; locally http:// addresses and queues."
        ),
    ]

    private static let network = [
        ManifestKey(
            "network.access",
            .choice(["public", "nat", "endpoints"]),
            .text("public"),
            "How tasks reach AWS: a public address and no inbound rule, a NAT gateway, or interface endpoints."
        ),
        ManifestKey("network.subnets", .list, nil, "Existing subnets; without them a network is made."),
        ManifestKey("network.vpc", .text, nil, "The VPC of those subnets."),
        ManifestKey("network.securityGroups", .list, nil, "Existing security groups of the tasks; else one is made."),
    ]

    private static let pipeline = [
        ManifestKey(
            "pipeline.source",
            .choice(["codecommit", "codeconnections", "s3"]),
            nil,
            "Where the source lies; without it there is no pipeline."
        ),
        ManifestKey(
            "pipeline.repository",
            .text,
            .formula("name") { $0["name"] },
            "The repository: its name, owner/name for codeconnections, bucket/key of an archive for s3."
        ),
        ManifestKey("pipeline.connection", .text, nil, "The ARN of the connection, for codeconnections."),
        ManifestKey("pipeline.branch", .text, .text("main"), "The branch that is deployed."),
        ManifestKey(
            "pipeline.imageTagParameter",
            .text,
            .formula("/name/image-tag") { values in values.text("name").map { .text("/\($0)/image-tag") } },
            "The SSM parameter that holds the image's tag."
        ),
        ManifestKey("pipeline.approval", .flag, .text("false"), "Whether somebody must approve each deployment."),
    ]

    private static let operation = [
        ManifestKey(
            "alarms.oldestMessage",
            .duration(60...1_209_600),
            .formula("10 × job.timeout, at least 15m") { values in
                .duration(max(.seconds(900), values.duration("job.timeout") * 10))
            },
            "How old the oldest message may be before an alarm is raised."
        ),
        ManifestKey(
            "alarms.subscribers",
            .list,
            nil,
            "Who is told of alarms: https:// addresses, mail addresses, ARNs of queues."
        ),
    ]
}
