import SluiceModel

/// What the values that only AWS needs must agree on.
struct CloudChecks {
    /// What CloudWatch Logs accepts as a retention, in days.
    static let retentionDays = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]
    private let values: ResolvedValues

    init(_ values: ResolvedValues) { self.values = values }

    /// Calls `add` with the key and what is wrong with it, for each problem.
    func report(_ add: (_ key: String, _ message: String) -> Void) {
        days(add)
        network(add)
        pipeline(add)
        subscribers("notify.subscribers", add)
        subscribers("alarms.subscribers", add)
        for (name, arn) in values.map("task.secrets").sorted(by: { $0.key < $1.key }) {
            guard !arn.hasPrefix("arn:") || !(arn.contains(":secretsmanager:") || arn.contains(":ssm:")) else {
                continue
            }
            add("task.secrets", "\(name): '\(arn)' is no ARN of a secret or of a parameter; values do not belong here")
        }
    }

    private func days(_ add: (String, String) -> Void) {
        let day = Duration.seconds(86_400)
        let expiry = values.duration("data.expiry")
        if expiry.inSeconds.truncatingRemainder(dividingBy: day.inSeconds) != 0 {
            add("data.expiry", "\(expiry.text) is not a number of whole days; S3 has no other")
        }
        let retention = values.duration("task.logRetention")
        if !Self.retentionDays.contains(where: { day * $0 == retention }) {
            add(
                "task.logRetention",
                "CloudWatch Logs keeps logs for \(Self.retentionDays.map { "\($0)d" }.joined(separator: ", ")); not for \(retention.text)"
            )
        }
    }

    private func network(_ add: (String, String) -> Void) {
        let subnets = values.list("network.subnets") ?? []
        let groups = values.list("network.securityGroups") ?? []
        if values["network.subnets"] != nil, subnets.isEmpty {
            add("network.subnets", "name at least one subnet, or leave the key out")
        }
        if !subnets.isEmpty, groups.isEmpty, values.text("network.vpc") == nil {
            add("network.subnets", "name their VPC too (network.vpc), or existing groups (network.securityGroups)")
        }
        for key in ["network.vpc", "network.securityGroups"] where subnets.isEmpty && values[key] != nil {
            add(key, "this goes with existing subnets (network.subnets); the project's own network needs none")
        }
        for name in subnets where !name.hasPrefix("subnet-") {
            add("network.subnets", "'\(name)' is not a subnet's id, such as subnet-0123456789abcdef0")
        }
        for name in groups where !name.hasPrefix("sg-") {
            add("network.securityGroups", "'\(name)' is not a security group's id, such as sg-0123456789abcdef0")
        }
        if let vpc = values.text("network.vpc"), !vpc.hasPrefix("vpc-") {
            add("network.vpc", "'\(vpc)' is not a VPC's id, such as vpc-0123456789abcdef0")
        }
    }

    private func pipeline(_ add: (String, String) -> Void) {
        let repository = values.text("pipeline.repository") ?? ""
        if let parameter = values.text("pipeline.imageTagParameter"), !Self.isParameter(parameter) {
            add("pipeline.imageTagParameter", "'\(parameter)' is not a parameter's path, such as /fhr/image-tag")
        }
        switch values.text("pipeline.source") {
        case "codeconnections":
            if repository.split(separator: "/", omittingEmptySubsequences: false).count < 2 {
                add("pipeline.repository", "'\(repository)' is not owner/name")
            }
            if values.text("pipeline.connection")?.hasPrefix("arn:") != true {
                add("pipeline.source", "codeconnections needs pipeline.connection, the ARN of a connection")
            }
        case "s3":
            if ObjectLocation(uri: "s3://\(repository)") == nil {
                add("pipeline.repository", "'\(repository)' is not bucket/key, such as my-sources/fhr.zip")
            }
        default: break
        }
        if values["pipeline.connection"] != nil, values.text("pipeline.source") != "codeconnections" {
            add("pipeline.connection", "only pipeline.source: codeconnections has a connection")
        }
    }

    private func subscribers(_ key: String, _ add: (String, String) -> Void) {
        for address in values.list(key) ?? [] where Subscriber(address) == nil {
            add(key, "'\(address)' is no https:// or http:// address, mail address or ARN of an SQS queue")
        }
    }

    private static func isParameter(_ name: String) -> Bool {
        name.hasPrefix("/") && !name.hasSuffix("/") && !name.contains("//") && !name.hasPrefix("/aws/")
            && name.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || "_.-/".utf8.contains($0)
            }
    }
}

/// Somebody who is told of something, as an SNS subscription names them.
package struct Subscriber: Sendable, Hashable {
    /// The protocol in SNS's words: `https`, `http`, `email` or `sqs`.
    package let protocolName: String
    package let endpoint: String

    /// Reads an address; nil when it is none.
    package init?(_ text: String) {
        endpoint = text
        if text.hasPrefix("https://") {
            protocolName = "https"
        } else if text.hasPrefix("http://") {
            protocolName = "http"
        } else if text.hasPrefix("arn:"), text.split(separator: ":").count == 6, text.contains(":sqs:") {
            protocolName = "sqs"
        } else if text.split(separator: "@").count == 2, !text.contains(" "), !text.contains("/") {
            protocolName = "email"
        } else {
            return nil
        }
    }
}
