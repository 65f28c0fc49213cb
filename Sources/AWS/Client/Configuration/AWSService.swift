/// A service of AWS, as signatures, host names and settings name it.
package struct AWSService: Sendable, Hashable {
    /// What settings are named after, such as `SQS` or `Application Auto Scaling`.
    package let id: String
    /// The name in signatures.
    package let signingName: String
    /// What its host names begin with.
    package let hostPrefix: String

    /// A service; most begin their host names with their signing name.
    package init(id: String, signingName: String, hostPrefix: String? = nil) {
        self.id = id
        self.signingName = signingName
        self.hostPrefix = hostPrefix ?? signingName
    }

    /// The id as variables and files write it, in capitals, such as `APPLICATION_AUTO_SCALING`.
    var settingName: String { id.uppercased().split(separator: " ").joined(separator: "_") }

    /// AWS's own endpoint in `region`.
    func standardEndpoint(region: String) -> Endpoint {
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return Endpoint(scheme: .https, host: "\(hostPrefix).\(region).\(domain)")
    }
}

extension AWSService {
    /// Amazon Simple Queue Service.
    package static let sqs = AWSService(id: "SQS", signingName: "sqs")
    /// Amazon Simple Storage Service.
    package static let s3 = AWSService(id: "S3", signingName: "s3")
    /// AWS Security Token Service.
    package static let sts = AWSService(id: "STS", signingName: "sts")
    /// Amazon Elastic Container Service.
    package static let ecs = AWSService(id: "ECS", signingName: "ecs")
    /// Amazon Elastic Container Registry; its images are served from other hosts.
    package static let ecr = AWSService(id: "ECR", signingName: "ecr", hostPrefix: "api.ecr")
    /// AWS CloudFormation.
    package static let cloudFormation = AWSService(id: "CloudFormation", signingName: "cloudformation")
    /// Amazon Simple Notification Service.
    package static let sns = AWSService(id: "SNS", signingName: "sns")
    /// Amazon CloudWatch: metrics and alarms.
    package static let cloudWatch = AWSService(id: "CloudWatch", signingName: "monitoring")
    /// Application Auto Scaling, which changes the number of tasks of a service when an alarm asks for it.
    package static let autoScaling = AWSService(
        id: "Application Auto Scaling",
        signingName: "application-autoscaling"
    )
    /// AWS CodeCommit.
    package static let codeCommit = AWSService(id: "CodeCommit", signingName: "codecommit")
    /// Amazon CloudWatch Logs.
    package static let logs = AWSService(id: "CloudWatch Logs", signingName: "logs")
    /// AWS Systems Manager.
    package static let ssm = AWSService(id: "SSM", signingName: "ssm")
    /// Amazon API Gateway, where APIs are made; they themselves answer elsewhere.
    package static let apiGateway = AWSService(id: "API Gateway", signingName: "apigateway")
    /// APIs that were made with API Gateway; their addresses are their own.
    package static let executeAPI = AWSService(id: "Execute API", signingName: "execute-api")
}
