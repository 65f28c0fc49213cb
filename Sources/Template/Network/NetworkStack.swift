package import SluiceManifest
import SluiceModel
import SluiceScaling

/// The network of a project that names no subnets of its own: a VPC over two zones.
///
/// By default its subnets are public and nothing may come in: a NAT gateway for two zones costs more than a small fleet.
package struct NetworkStack: Sendable {
    let manifest: Manifest

    static let vpc = Reference("Vpc")
    private static let gateway = Reference("InternetGateway")
    private static let attachment = Reference("InternetGatewayAttachment")
    private static let publicTable = Reference("PublicRouteTable")
    private static let publicRoute = Reference("PublicDefaultRoute")
    static let privateTable = Reference("PrivateRouteTable")

    /// The stack of a manifest.
    package init(_ manifest: Manifest) { self.manifest = manifest }

    /// Whether a manifest needs this stack.
    package static func isNeeded(_ manifest: Manifest) -> Bool { manifest.network.subnets.isEmpty }

    static func vpcExport(_ project: String) -> String { "\(project)-network-vpc" }
    static func subnetsExport(_ project: String) -> String { "\(project)-network-subnets" }

    private var access: Manifest.Network.Access { manifest.network.access }
    var hasPrivateSubnets: Bool { access != .public }
    /// Interface endpoints alone need no way out; tasks behind a NAT gateway need one for it.
    private var hasPublicSubnets: Bool { access != .endpoints }

    /// The template.
    package var template: Template {
        var template = Template("\(manifest.name): the network of its tasks.")
        template[Self.vpc] = Resource(
            "AWS::EC2::VPC",
            [
                "CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": true, "EnableDnsSupport": true, "Tags": tags("vpc"),
            ]
        )
        if hasPublicSubnets { addPublicSubnets(to: &template) }
        if hasPrivateSubnets { addPrivateSubnets(to: &template) }
        if access == .nat { addNATGateway(to: &template) }
        addStorageEndpoint(to: &template)
        if access == .endpoints { addEndpoints(to: &template) }
        template.output("Vpc", "The VPC.", .ref(Self.vpc), export: Self.vpcExport(manifest.name))
        template.output(
            "Subnets",
            "The subnets of the tasks, separated by commas.",
            .text("\(taskSubnets[0]),\(taskSubnets[1])"),
            export: Self.subnetsExport(manifest.name)
        )
        return template
    }

    var taskSubnets: [Reference] {
        (1...2).map { Reference(hasPrivateSubnets ? "PrivateSubnet\($0)" : "PublicSubnet\($0)") }
    }

    func tags(_ name: String) -> JSONValue { [["Key": "Name", "Value": .string("\(manifest.name)-\(name)")]] }

    private func addPublicSubnets(to template: inout Template) {
        template[Self.gateway] = Resource("AWS::EC2::InternetGateway", ["Tags": tags("internet")])
        template[Self.attachment] = Resource(
            "AWS::EC2::VPCGatewayAttachment",
            ["VpcId": .ref(Self.vpc), "InternetGatewayId": .ref(Self.gateway)]
        )
        template[Self.publicTable] = Resource(
            "AWS::EC2::RouteTable",
            ["VpcId": .ref(Self.vpc), "Tags": tags("public")]
        )
        template[Self.publicRoute] = Resource(
            "AWS::EC2::Route",
            [
                "RouteTableId": .ref(Self.publicTable), "DestinationCidrBlock": "0.0.0.0/0",
                "GatewayId": .ref(Self.gateway),
            ],
            dependsOn: [Self.attachment]
        )
        for zone in 0..<2 { addSubnet("Public", zone, block: zone, Self.publicTable, to: &template) }
    }

    private func addPrivateSubnets(to template: inout Template) {
        template[Self.privateTable] = Resource(
            "AWS::EC2::RouteTable",
            ["VpcId": .ref(Self.vpc), "Tags": tags("private")]
        )
        for zone in 0..<2 { addSubnet("Private", zone, block: 8 + zone, Self.privateTable, to: &template) }
    }

    /// 4096 addresses each, so that thousands of tasks have room.
    private func addSubnet(_ kind: String, _ zone: Int, block: Int, _ table: Reference, to template: inout Template) {
        let subnet = Reference("\(kind)Subnet\(zone + 1)")
        template[subnet] = Resource(
            "AWS::EC2::Subnet",
            [
                "VpcId": .ref(Self.vpc), "CidrBlock": .string("10.0.\(block * 16).0/20"),
                "AvailabilityZone": .select(zone, ["Fn::GetAZs": ""]),
                "Tags": tags("\(kind.lowercased())-\(zone + 1)"),
            ]
        )
        template[Reference("\(kind)Subnet\(zone + 1)RouteTableAssociation")] = Resource(
            "AWS::EC2::SubnetRouteTableAssociation",
            ["SubnetId": .ref(subnet), "RouteTableId": .ref(table)]
        )
    }

    /// One for both zones: traffic of the other zone pays a cent per gigabyte, a second gateway 33 dollars a month.
    private func addNATGateway(to template: inout Template) {
        let address = Reference("NatAddress")
        let nat = Reference("NatGateway")
        template[address] = Resource(
            "AWS::EC2::EIP",
            ["Domain": "vpc", "Tags": tags("nat")],
            dependsOn: [Self.attachment]
        )
        template[nat] = Resource(
            "AWS::EC2::NatGateway",
            [
                "SubnetId": .ref(Reference("PublicSubnet1")), "AllocationId": .ref(address.attribute("AllocationId")),
                "Tags": tags("nat"),
            ],
            dependsOn: [Self.publicRoute]
        )
        template[Reference("PrivateDefaultRoute")] = Resource(
            "AWS::EC2::Route",
            [
                "RouteTableId": .ref(Self.privateTable), "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": .ref(nat),
            ]
        )
    }

    /// Free, and keeps inputs, results and image layers off the NAT gateway.
    private func addStorageEndpoint(to template: inout Template) {
        template[Reference("StorageEndpoint")] = Resource(
            "AWS::EC2::VPCEndpoint",
            [
                "VpcEndpointType": "Gateway", "VpcId": .ref(Self.vpc),
                "ServiceName": .text("com.amazonaws.\(.region).s3"),
                "RouteTableIds": .array(
                    (hasPublicSubnets ? [.ref(Self.publicTable)] : [])
                        + (hasPrivateSubnets ? [.ref(Self.privateTable)] : [])
                ),
            ]
        )
    }
}
