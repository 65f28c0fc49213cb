import SluiceModel

extension Manifest {
    /// The intake on AWS.
    package struct API: Sendable, Hashable {
        /// Whether IAM decides who may submit, rather than an API key.
        package var usesIAM: Bool
        /// Requests per second in the long run.
        package var rate: Int
        /// Requests at once.
        package var burst: Int
        /// Whether the stack makes the account's role for the logs of API Gateway.
        package var makesLoggingRole: Bool
    }

    /// Where inputs and results lie.
    package struct Data: Sendable, Hashable {
        /// An existing bucket; nil for one of the project's own.
        package var bucket: String?
        package var expiry: Duration
    }

    /// Who is told of the end of jobs.
    package struct Notify: Sendable, Hashable {
        /// Which ends are told.
        package enum Events: String, Sendable, Hashable, Codable {
            case never
            /// Failed and rejected jobs.
            case failed
            /// Every job.
            case finished
        }
        package var events: Events
        /// Addresses with their scheme, mail addresses, ARNs of queues.
        package var subscribers: [String]
    }

    /// Where tasks run.
    package struct Network: Sendable, Hashable {
        /// How tasks reach the services of AWS.
        package enum Access: String, Sendable, Hashable {
            case `public`, nat, endpoints
        }
        package var access: Access
        /// Existing subnets; empty when the project has a network of its own.
        package var subnets: [String]
        package var vpc: String?
        package var securityGroups: [String]
    }

    /// How a change of the source becomes a deployment.
    package struct Pipeline: Sendable, Hashable {
        /// Where the source lies.
        package enum Source: Sendable, Hashable {
            case codeCommit(repository: String, branch: String)
            /// `repository` is owner/name.
            case connection(arn: String, repository: String, branch: String)
            case bucket(name: String, key: String)
        }
        package var source: Source
        package var needsApproval: Bool
    }

    /// When an operator is called.
    package struct Alarms: Sendable, Hashable {
        package var oldestMessage: Duration
        package var subscribers: [String]
    }
}

extension Manifest.API {
    init(_ values: ResolvedValues) {
        usesIAM = values.text("api.authentication") == "iam"
        rate = values.integer("api.rate") ?? 1
        burst = values.integer("api.burst") ?? 1
        makesLoggingRole = values.text("api.loggingRole") != "existing"
    }
}

extension Manifest.Data {
    init(_ values: ResolvedValues) {
        bucket = values.text("data.bucket")
        expiry = values.duration("data.expiry")
    }
}

extension Manifest.Notify {
    init(_ values: ResolvedValues) {
        events = values.text("notify.on").flatMap(Events.init) ?? .never
        subscribers = values.list("notify.subscribers") ?? []
    }
}

extension Manifest.Network {
    init(_ values: ResolvedValues) {
        access = values.text("network.access").flatMap(Access.init) ?? .public
        subnets = values.list("network.subnets") ?? []
        vpc = values.text("network.vpc")
        securityGroups = values.list("network.securityGroups") ?? []
    }
}

extension Manifest.Pipeline {
    /// Nil when the values name no source, or one that `CloudChecks` refuses.
    init?(_ values: ResolvedValues) {
        guard let repository = values.text("pipeline.repository"), let branch = values.text("pipeline.branch") else {
            return nil
        }
        switch values.text("pipeline.source") {
        case "codecommit": source = .codeCommit(repository: repository, branch: branch)
        case "codeconnections":
            guard let arn = values.text("pipeline.connection") else { return nil }
            source = .connection(arn: arn, repository: repository, branch: branch)
        case "s3":
            guard let place = ObjectLocation(uri: "s3://\(repository)") else { return nil }
            source = .bucket(name: place.bucket, key: place.key)
        default: return nil
        }
        needsApproval = values.flag("pipeline.approval")
    }
}

extension Manifest.Alarms {
    init(_ values: ResolvedValues) {
        oldestMessage = values.duration("alarms.oldestMessage")
        subscribers = values.list("alarms.subscribers") ?? []
    }
}
