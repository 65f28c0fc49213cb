import SluiceManifest
import SluiceModel

/// What CloudFormation does to the resources of the application's stack, action by action, on resources of its names.
///
/// It is what any manifest of the project's name may need, not only the present one: a push may turn to another policy, and
/// the pipeline that deploys it does not change this role.
struct DeployPermissions: Sendable {
    private let manifest: Manifest

    init(_ manifest: Manifest) { self.manifest = manifest }

    private var name: String { manifest.name }

    var statements: [PolicyStatement] { data + tasks + interfaces + operation }

    private func regional(_ service: String, _ resource: String) -> TemplateText {
        "arn:\(.partition):\(service):\(.region):\(.account):\(resource)"
    }

    private var data: [PolicyStatement] {
        [
            .allow(
                "Queues",
                [
                    "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
                    "sqs:ListQueueTags", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue",
                ],
                on: [regional("sqs", name), regional("sqs", "\(name)-dead")]
            ),
            .allow(
                "Roles",
                [
                    "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:GetRole", "iam:GetRolePolicy",
                    "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:PutRolePolicy", "iam:TagRole",
                    "iam:UntagRole", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy",
                ],
                on: roles
            ),
            .allow(
                "HandRolesToServices",
                ["iam:PassRole"],
                on: roles,
                if: [
                    "StringEquals": [
                        "iam:PassedToService": ["apigateway.amazonaws.com", "ecs-tasks.amazonaws.com"]
                    ]
                ]
            ),
            // In an account that has had no such service yet, the first one makes its role.
            .allow(
                "RolesOfServices",
                ["iam:CreateServiceLinkedRole"],
                on: Self.linkedServices.map { "arn:\(.partition):iam::\(.account):role/aws-service-role/\($0)/*" },
                if: ["StringEquals": ["iam:AWSServiceName": .strings(Self.linkedServices)]]
            ),
            .allow(
                "DataBucket",
                [
                    "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:GetBucketPolicy",
                    "s3:GetBucketOwnershipControls", "s3:GetBucketPublicAccessBlock", "s3:GetEncryptionConfiguration",
                    "s3:GetLifecycleConfiguration", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy",
                    "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging", "s3:PutEncryptionConfiguration",
                    "s3:PutLifecycleConfiguration",
                ],
                on: ["arn:\(.partition):s3:::\(name)-databucket-*"]
            ),
        ]
    }

    private static let linkedServices = ["ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com"]

    /// CloudFormation names a role after its stack.
    private var roles: [TemplateText] {
        ["TaskRole", "ExecutionRole", "ScalerRole", "ApiRole", "ApiLoggingRole"].map {
            "arn:\(.partition):iam::\(.account):role/\(name)-\($0)-*"
        }
    }

    private var tasks: [PolicyStatement] {
        [
            .allow(
                "Cluster",
                [
                    "ecs:CreateCluster", "ecs:DeleteCluster", "ecs:DescribeClusters", "ecs:PutClusterCapacityProviders",
                    "ecs:UpdateCluster", "ecs:UpdateClusterSettings", "ecs:TagResource", "ecs:UntagResource",
                ],
                on: [regional("ecs", "cluster/\(name)")]
            ),
            .allow(
                "Services",
                [
                    "ecs:CreateService", "ecs:DeleteService", "ecs:DescribeServices", "ecs:UpdateService",
                    "ecs:TagResource", "ecs:UntagResource",
                ],
                on: [regional("ecs", "service/\(name)/*")]
            ),
            // ECS knows no narrower resource for these three.
            .allow(
                "TaskDefinitions",
                ["ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"],
                on: ["*"]
            ),
            .allow("TagTaskDefinitions", ["ecs:TagResource"], on: [regional("ecs", "task-definition/\(name)*:*")]),
            .allow(
                "ReadImageTag",
                ["ssm:GetParameters"],
                on: [regional("ssm", "parameter\(manifest.imageTagParameter)")]
            ),
        ] + network + scaling
    }

    private var network: [PolicyStatement] {
        [
            .allow(
                "SecurityGroup",
                [
                    "ec2:AuthorizeSecurityGroupEgress", "ec2:CreateSecurityGroup", "ec2:CreateTags",
                    "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupEgress",
                ],
                on: [regional("ec2", "security-group/*"), regional("ec2", "vpc/*")]
            ),
            // Descriptions of EC2 have no resource.
            .allow("LookAtNetwork", ["ec2:DescribeSecurityGroups", "ec2:DescribeVpcs"], on: ["*"]),
        ]
    }

    private var scaling: [PolicyStatement] {
        [
            .allow(
                "Scaling",
                [
                    "application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeregisterScalableTarget",
                    "application-autoscaling:PutScalingPolicy", "application-autoscaling:RegisterScalableTarget",
                    "application-autoscaling:TagResource",
                ],
                on: [regional("application-autoscaling", "scalable-target/*")]
            ),
            // Its descriptions have no resource.
            .allow(
                "LookAtScaling",
                [
                    "application-autoscaling:DescribeScalableTargets",
                    "application-autoscaling:DescribeScalingPolicies",
                ],
                on: ["*"]
            ),
        ]
    }

    private var interfaces: [PolicyStatement] {
        let apis: [TemplateText] = [
            "restapis", "restapis/*", "apikeys", "apikeys/*", "usageplans", "usageplans/*", "account", "tags/*",
        ].map { "arn:\(.partition):apigateway:\(.region)::/\($0)" }
        return [
            .allow(
                "Intake",
                ["apigateway:DELETE", "apigateway:GET", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
                on: apis
            ),
            .allow(
                "Topics",
                [
                    "sns:CreateTopic", "sns:DeleteTopic", "sns:GetSubscriptionAttributes", "sns:GetTopicAttributes",
                    "sns:ListSubscriptionsByTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource",
                    "sns:Unsubscribe",
                ],
                on: [regional("sns", "\(name)-jobs"), regional("sns", "\(name)-alarms")]
            ),
        ]
    }

    private var operation: [PolicyStatement] {
        [
            .allow(
                "Logs",
                [
                    "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteRetentionPolicy",
                    "logs:ListTagsForResource", "logs:PutRetentionPolicy", "logs:TagResource",
                ],
                on: [
                    regional("logs", "log-group:/sluice/\(name)/*"),
                    regional("logs", "log-group:\(AppStack.insightsLogName(name))*"),
                    // API Gateway's name for it, with an id that is not known here.
                    regional("logs", "log-group:API-Gateway-Execution-Logs_*/\(AppStack.stageName)*"),
                ]
            ),
            // These four know no narrower resource.
            .allow(
                "LogAccess",
                [
                    "logs:DeleteResourcePolicy", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
                    "logs:PutResourcePolicy",
                ],
                on: ["*"]
            ),
            .allow(
                "Alarms",
                [
                    "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm",
                    "cloudwatch:TagResource",
                ],
                on: [regional("cloudwatch", "alarm:\(name)-*")]
            ),
            .allow(
                "Dashboard",
                ["cloudwatch:DeleteDashboards", "cloudwatch:GetDashboard", "cloudwatch:PutDashboard"],
                on: ["arn:\(.partition):cloudwatch::\(.account):dashboard/\(name)"]
            ),
            .allow(
                "CrashRule",
                [
                    "events:DeleteRule", "events:DescribeRule", "events:PutRule", "events:PutTargets",
                    "events:RemoveTargets", "events:TagResource",
                ],
                on: [regional("events", "rule/\(name)-CrashRule-*")]
            ),
        ]
    }
}
