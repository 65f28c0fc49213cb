import Foundation
import SluiceManifest
import SluiceModel
import SluiceTemplate
import Testing

/// The templates of Examples/fhr beside what CDK emits for the original, property by property.
@Suite("The original's stack")
struct OriginalStackTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The resources that must be the original's, and what they are called on both sides.
    private static let pairs: [(name: String, original: String, ours: String)] = [
        ("task definition", "FhrFlaskTaskDefinitionA1D3A63D", "TaskDefinition"),
        ("service", "FargateServiceFhrFlaskService05688B41", "Service"),
        ("scalable target", "FargateServiceFhrFlaskTaskCountTarget6236F83C", "ScalableTarget"),
        (
            "lower policy", "FargateServiceFhrFlaskTaskCountTargetScaleOnQueueLengthLowerPolicy222036DC", "LowerPolicy"
        ),
        ("lower alarm", "FargateServiceFhrFlaskTaskCountTargetScaleOnQueueLengthLowerAlarmED18593A", "LowerAlarm"),
        (
            "upper policy", "FargateServiceFhrFlaskTaskCountTargetScaleOnQueueLengthUpperPolicyCCD164AE", "UpperPolicy"
        ),
        ("upper alarm", "FargateServiceFhrFlaskTaskCountTargetScaleOnQueueLengthUpperAlarm2B541908", "UpperAlarm"),
    ]

    private static func original() throws -> ResolvedTemplate {
        let file = root.appending(path: "Tests/Template/Reference/EcsFlaskApiStack.template.json")
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        var names = [
            "FhrEcsQueueCFBE1834": "the queue", "RoleForFhrEcsTaskF530051E": "the task role",
            "FhrFlaskTaskDefinitionExecutionRole9293BF03": "the execution role",
            "FargateClusterForFhrFlaskApi2AE50870": "the cluster",
            "FargateServiceFhrFlaskSecurityGroupB055B33B": "the group",
            "SsmParameterValueFhrEcrImageForFhrFlaskApiC96584B6F00A464EAD1953AFF4B05118Parameter": "the tag",
            "FargateClusterForFhrFlaskApiVpcPrivateSubnet1Subnet72A40279": "the subnets",
            "FargateClusterForFhrFlaskApiVpcPrivateSubnet2SubnetD5A3AA0C": "the subnets",
        ]
        for pair in pairs { names[pair.original] = "the \(pair.name)" }
        return ResolvedTemplate(document, names: names)
    }

    private static func ours() throws -> ResolvedTemplate {
        let file = root.appending(path: "Examples/fhr/sluice.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let manifest = try Manifest.load(text: text, file: "sluice.yaml").manifest
        var names = [
            "Queue": "the queue", "TaskRole": "the task role", "ExecutionRole": "the execution role",
            "Cluster": "the cluster", "SecurityGroup": "the group", "ImageTag": "the tag",
            "fhr-network-subnets": "the subnets",
        ]
        for pair in pairs { names[pair.ours] = "the \(pair.name)" }
        return ResolvedTemplate(AppStack(manifest).template.json, names: names)
    }

    /// `resource property` and both values; what SLUICE_WORKER holds is for other tests.
    private static func differences() throws -> [String: (original: String?, ours: String?)] {
        let (original, ours) = (try original(), try ours())
        var found: [String: (original: String?, ours: String?)] = [:]
        for pair in pairs {
            let before = original.properties(of: pair.original)
            let now = ours.properties(of: pair.ours)
            #expect(!before.isEmpty && !now.isEmpty, "\(pair.name)")
            for key in Set(before.keys).union(now.keys) where before[key] != now[key] {
                found["\(pair.name) \(key)"] = (before[key], now[key])
            }
        }
        return found
    }

    @Test("every property is CDK's but for the differences that docs/original-stack.md explains")
    func propertyByProperty() throws {
        let page = try String(contentsOf: Self.root.appending(path: "docs/original-stack.md"), encoding: .utf8)
        // | resource | property | CDK | Sluice | why |
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == 5 && $0[1].hasPrefix("`") }
        var documented: [String: (String, String)] = [:]
        for row in rows {
            documented["\(row[0]) \(row[1].replacing("`", with: ""))"] = (row[2], row[3])
            #expect(!row[4].isEmpty, "\(row[1]) has no reason")
        }
        let found = try Self.differences()
        #expect(Set(found.keys) == Set(documented.keys))
        for (key, values) in found {
            guard let (before, now) = documented[key] else { continue }
            // Long values are described in words.
            if before.hasPrefix("`") { #expect("`\(values.original ?? "")`" == before, "\(key)") }
            if now.hasPrefix("`") { #expect("`\(values.ours ?? "")`" == now, "\(key)") }
            #expect((values.original == nil) == (before == "–"), "\(key)")
            #expect((values.ours == nil) == (now == "–"), "\(key)")
        }
    }
}
