import SluiceManifest
import SluiceModel
import SluiceScaling

extension AppStack {
    static let cluster = Reference("Cluster")
    static let taskDefinition = Reference("TaskDefinition")
    static let taskRole = Reference("TaskRole")
    static let executionRole = Reference("ExecutionRole")
    static let taskLog = Reference("TaskLog")
    /// The name of the container that runs `sluice worker`.
    package static let container = "worker"

    /// The log that ECS keeps for Container Insights of a cluster.
    package static func insightsLogName(_ project: String) -> String {
        "/aws/ecs/containerinsights/\(project)/performance"
    }

    func addCluster(to template: inout Template) {
        let insightsLog = Reference("InsightsLog")
        if needsContainerInsights {
            // Made by ECS, it would outlive the stack.
            template[insightsLog] = Resource(
                "AWS::Logs::LogGroup",
                ["LogGroupName": .string(Self.insightsLogName(manifest.name)), "RetentionInDays": 1],
                deletion: .delete
            )
        }
        template[Self.cluster] = Resource(
            "AWS::ECS::Cluster",
            [
                "ClusterName": .string(manifest.name), "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
                "ClusterSettings": [
                    ["Name": "containerInsights", "Value": needsContainerInsights ? "enabled" : "disabled"]
                ],
            ],
            dependsOn: needsContainerInsights ? [insightsLog] : []
        )
        template[Self.taskLog] = Resource(
            "AWS::Logs::LogGroup",
            [
                "LogGroupName": .string("/sluice/\(manifest.name)/tasks"),
                "RetentionInDays": .count(manifest.task.logRetention.wholeDays),
            ],
            deletion: .delete
        )
    }

    /// Only the counts of running tasks need it, and only one policy needs those; it costs by the metric.
    private var needsContainerInsights: Bool {
        switch manifest.scaling.policy {
        case .backlog: true
        case .steps, .direct: false
        }
    }

    func addTask(to template: inout Template) {
        template[Self.executionRole] = .role(
            for: "ecs-tasks.amazonaws.com",
            "\(manifest.name): pulls the image and writes the log of its tasks",
            executionPermissions,
            onlyFrom: "arn:\(.partition):ecs:\(.region):\(.account):*"
        )
        template[Self.taskRole] = .role(
            for: "ecs-tasks.amazonaws.com",
            "\(manifest.name): what its workers may do",
            workerPermissions,
            onlyFrom: "arn:\(.partition):ecs:\(.region):\(.account):*"
        )
        template[Self.taskDefinition] = taskDefinition(
            family: manifest.name,
            cpu: Int(manifest.task.cpu * 1024),
            mebibytes: Int(manifest.task.memory.bytes >> 20),
            role: Self.taskRole,
            container: workerContainer
        )
    }

    /// A Fargate task of one container.
    func taskDefinition(
        family: String,
        cpu: Int,
        mebibytes: Int,
        role: Reference,
        container: JSONValue
    ) -> Resource {
        Resource(
            "AWS::ECS::TaskDefinition",
            [
                "Family": .string(family), "Cpu": .string(String(cpu)), "Memory": .string(String(mebibytes)),
                "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"],
                "RuntimePlatform": [
                    "CpuArchitecture": manifest.task.isARM ? "ARM64" : "X86_64", "OperatingSystemFamily": "LINUX",
                ],
                "ExecutionRoleArn": .ref(Self.executionRole.arn), "TaskRoleArn": .ref(role.arn),
                "ContainerDefinitions": [container],
            ]
        )
    }

    /// The image and its tag.
    var image: JSONValue {
        if let image = manifest.task.image { return .string(image) }
        return .text("\(.account).dkr.ecr.\(.region).\(.urlSuffix)/\(manifest.name):\(Reference(Self.imageTag))")
    }

    /// Where the tasks' output goes; a full buffer drops lines rather than holding up a job.
    func logConfiguration(_ prefix: String) -> JSONValue {
        [
            "LogDriver": "awslogs",
            "Options": [
                "awslogs-group": .ref(Self.taskLog), "awslogs-region": .ref(.region),
                "awslogs-stream-prefix": .string(prefix), "mode": "non-blocking", "max-buffer-size": "4m",
            ],
        ]
    }

    private var workerContainer: JSONValue {
        let memory = JSONValue.count(Int(manifest.task.memory.bytes >> 20))
        return .properties([
            "Name": .string(Self.container), "Image": image, "Command": ["worker"], "Essential": true,
            "Memory": memory, "MemoryReservation": memory,
            "StartTimeout": .count(manifest.task.startTimeout.wholeSeconds),
            "StopTimeout": .count(manifest.task.stopTimeout.wholeSeconds),
            "PortMappings": manifest.task.port.map { [["ContainerPort": .count($0), "Protocol": "tcp"]] },
            "Environment": .environment(
                manifest.task.environment.mapValues { .string($0) }.merging([
                    "AWS_REGION": .ref(.region), WorkerSettings.variable: .text(workerSettings),
                ]) { $1 }
            ),
            "Secrets": manifest.task.secrets.isEmpty
                ? nil
                : .array(
                    manifest.task.secrets.sorted { $0.key < $1.key }.map {
                        ["Name": .string($0.key), "ValueFrom": .string($0.value)]
                    }
                ),
            "LogConfiguration": logConfiguration(Self.container),
        ])
    }

    /// What the worker is told, with the addresses filled in by CloudFormation.
    private var workerSettings: TemplateText {
        let markers = [
            "@sluice:Queue@": Self.queue, "@sluice:DeadLetterQueue@": Self.deadLetterQueue,
            "@sluice:JobTopic@": Self.jobTopic,
        ]
        var settings = WorkerSettings(
            manifest,
            queueURL: "@sluice:Queue@",
            deadLetterQueueURL: "@sluice:DeadLetterQueue@",
            bucket: manifest.data.bucket ?? "@sluice:DataBucket@",
            topicARN: notifies ? "@sluice:JobTopic@" : nil,
            receiveWaitSeconds: 20
        )
        settings.environment = manifest.job.environment.filter { manifest.task.environment[$0.key] != $0.value }
        return TemplateText(
            settings.json,
            replacing: markers.merging(["@sluice:DataBucket@": Reference("DataBucket")]) { $1 }
        )
    }
}

extension JSONValue {
    /// A container's environment, in order.
    static func environment(_ variables: [String: JSONValue]) -> JSONValue {
        .array(variables.sorted { $0.key < $1.key }.map { ["Name": .string($0.key), "Value": $0.value] })
    }
}
