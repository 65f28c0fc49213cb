import SluiceManifest
import SluiceModel
import SluiceScaling

extension NetworkStack {
    /// The services that tasks call, each of which needs an endpoint of its own where there is no way out.
    var endpointServices: [String] {
        var services = ["ecr.api", "ecr.dkr", "logs", "sqs"]
        if case .direct = manifest.scaling.policy { services.append("ecs") }
        if manifest.notify.events != .never { services.append("sns") }
        let secrets = manifest.task.secrets.values
        if secrets.contains(where: { $0.contains(":secretsmanager:") }) { services.append("secretsmanager") }
        if secrets.contains(where: { $0.contains(":ssm:") }) { services.append("ssm") }
        return services.sorted()
    }

    func addEndpoints(to template: inout Template) {
        let group = Reference("EndpointSecurityGroup")
        template[group] = Resource(
            "AWS::EC2::SecurityGroup",
            [
                "GroupDescription": .string("\(manifest.name): calls of AWS services from within the VPC"),
                "VpcId": .ref(Self.vpc),
                "SecurityGroupIngress": [
                    [
                        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                        "CidrIp": .ref(Self.vpc.attribute("CidrBlock")), "Description": "TLS from the tasks",
                    ]
                ],
                "SecurityGroupEgress": [
                    [
                        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                        "CidrIp": .ref(Self.vpc.attribute("CidrBlock")), "Description": "Nothing outside the VPC",
                    ]
                ],
                "Tags": tags("endpoints"),
            ]
        )
        for service in endpointServices {
            let name = service.split(separator: ".").map { $0.capitalized(by: 1) }.joined()
            template[Reference("\(name)Endpoint")] = Resource(
                "AWS::EC2::VPCEndpoint",
                [
                    "VpcEndpointType": "Interface", "VpcId": .ref(Self.vpc), "PrivateDnsEnabled": true,
                    "ServiceName": .text("com.amazonaws.\(.region).\(service)"),
                    "SubnetIds": .array(taskSubnets.map { .ref($0) }),
                    "SecurityGroupIds": [.ref(group)],
                ]
            )
        }
    }
}

extension Substring {
    /// The text with its first `count` letters in capitals.
    fileprivate func capitalized(by count: Int) -> String { prefix(count).uppercased() + dropFirst(count) }
}
