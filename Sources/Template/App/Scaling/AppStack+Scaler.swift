import SluiceManifest
import SluiceModel
import SluiceScaling

extension AppStack {
    private static let scalerRole = Reference("ScalerRole")
    private static let scalerTask = Reference("ScalerTaskDefinition")
    static let scalerService = Reference("ScalerService")

    /// Sluice's own loop as a quarter-vCPU service beside the workers, from the same image.
    func addScaler(_ policy: DirectPolicy, to template: inout Template) {
        template[Self.scalerRole] = .role(
            for: "ecs-tasks.amazonaws.com",
            "\(manifest.name): reads the queue's length and sets the number of workers",
            [
                .allow("ReadQueueLength", ["sqs:GetQueueAttributes"], on: ["\(Self.queue.arn)"]),
                .allow(
                    "SetNumberOfWorkers",
                    ["ecs:DescribeServices", "ecs:UpdateService"],
                    on: ["arn:\(.partition):ecs:\(.region):\(.account):service/\(Self.cluster)/\(manifest.name)"]
                ),
            ],
            onlyFrom: "arn:\(.partition):ecs:\(.region):\(.account):*"
        )
        template[Self.scalerTask] = taskDefinition(
            family: "\(manifest.name)-scaler",
            cpu: 256,
            mebibytes: 512,
            role: Self.scalerRole,
            container: [
                "Name": "scaler", "Image": image, "Command": ["scaler"], "Essential": true, "StopTimeout": 10,
                "Environment": .environment([
                    "AWS_REGION": .ref(.region), ScalerSettings.variable: .text(scalerSettings(policy)),
                ]),
                "LogConfiguration": logConfiguration("scaler"),
            ]
        )
        template[Self.scalerService] = Resource(
            "AWS::ECS::Service",
            [
                "ServiceName": .string("\(manifest.name)-scaler"), "Cluster": .ref(Self.cluster),
                "TaskDefinition": .ref(Self.scalerTask), "DesiredCount": 1,
                "CapacityProviderStrategy": [["CapacityProvider": "FARGATE", "Weight": 1]],
                // Two at once during a deployment do no harm: both come to the same number.
                "DeploymentConfiguration": [
                    "MinimumHealthyPercent": 100, "MaximumPercent": 200,
                    "DeploymentCircuitBreaker": ["Enable": true, "Rollback": true],
                ],
                "AvailabilityZoneRebalancing": "DISABLED", "EnableECSManagedTags": true, "PropagateTags": "SERVICE",
                "NetworkConfiguration": networkConfiguration,
            ],
            dependsOn: [Self.scalerRole, Self.executionRole]
        )
    }

    private func scalerSettings(_ policy: DirectPolicy) -> TemplateText {
        let markers = [
            "@sluice:Queue@": Self.queue, "@sluice:Cluster@": Self.cluster,
            "@sluice:Service@": Self.service.attribute("Name"),
        ]
        let settings = ScalerSettings(
            manifest,
            policy: policy,
            queueURL: "@sluice:Queue@",
            cluster: "@sluice:Cluster@",
            service: "@sluice:Service@"
        )
        return TemplateText(settings.json, replacing: markers)
    }
}
