import SluiceManifest
import SluiceModel

extension AppStack {
    static let service = Reference("Service")
    private static let securityGroup = Reference("SecurityGroup")

    /// The service of the workers, and the group that lets nothing in.
    func addService(to template: inout Template) {
        if manifest.network.securityGroups.isEmpty {
            template[Self.securityGroup] = Resource(
                "AWS::EC2::SecurityGroup",
                [
                    "GroupDescription": .string("\(manifest.name): tasks, which nobody calls"),
                    "VpcId": manifest.network.vpc.map { .string($0) }
                        ?? .imported(NetworkStack.vpcExport(manifest.name)),
                    "SecurityGroupEgress": [
                        ["IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "What jobs call is theirs to say"]
                    ],
                ]
            )
        }
        template[Self.service] = Resource(
            "AWS::ECS::Service",
            [
                "ServiceName": .string(manifest.name), "Cluster": .ref(Self.cluster),
                "TaskDefinition": .ref(Self.taskDefinition),
                "DesiredCount": .when(
                    Self.firstDeployment,
                    .count(manifest.scaling.desired),
                    else: .ref(.noValue)
                ),
                "CapacityProviderStrategy": capacityProviders,
                "DeploymentConfiguration": [
                    "MinimumHealthyPercent": 100, "MaximumPercent": 200,
                    "DeploymentCircuitBreaker": ["Enable": true, "Rollback": true],
                ],
                // Moving tasks between zones would stop workers for nothing: no caller waits at them.
                "AvailabilityZoneRebalancing": "DISABLED", "EnableECSManagedTags": true, "PropagateTags": "SERVICE",
                "NetworkConfiguration": networkConfiguration,
            ],
            dependsOn: [Self.taskRole, Self.executionRole]
        )
    }

    /// The weights of On-Demand and Spot in the smallest whole numbers.
    private var capacityProviders: JSONValue {
        let spot = Int((manifest.task.spotShare * 100).rounded())
        let divisor = Self.greatestCommonDivisor(100 - spot, spot)
        return [
            ["CapacityProvider": "FARGATE", "Weight": .count((100 - spot) / divisor)],
            ["CapacityProvider": "FARGATE_SPOT", "Weight": .count(spot / divisor)],
        ]
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : greatestCommonDivisor(second, first % second)
    }

    /// Where the tasks of every service of the stack run.
    var networkConfiguration: JSONValue {
        let network = manifest.network
        return [
            "AwsvpcConfiguration": [
                "AssignPublicIp": network.access == .public ? "ENABLED" : "DISABLED",
                "SecurityGroups": network.securityGroups.isEmpty
                    ? [.ref(Self.securityGroup.attribute("GroupId"))] : .strings(network.securityGroups),
                "Subnets": network.subnets.isEmpty
                    ? .split(",", .imported(NetworkStack.subnetsExport(manifest.name))) : .strings(network.subnets),
            ]
        ]
    }
}
