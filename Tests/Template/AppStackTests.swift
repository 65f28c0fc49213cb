import Foundation
import SluiceManifest
import SluiceModel
import SluiceTemplate
import Testing

/// What single keys of the manifest become; cfn-lint holds the whole against CloudFormation's schemas.
@Suite("The application's stack")
struct AppStackTests {
    private func document(_ more: String, _ kind: StackKind = .app) throws -> JSONValue {
        let text = "name: demo\njob: {command: [job], duration: 30s}\n" + more
        let manifest = try Manifest.load(text: text, file: "sluice.yaml").manifest
        return try #require(ProjectStacks(manifest, only: [kind]).all.first).template.json
    }

    private func properties(_ more: String, _ logicalID: String, _ kind: StackKind = .app) throws -> [String: String] {
        ResolvedTemplate(try document(more, kind), names: [:]).properties(of: logicalID)
    }

    private func resources(_ more: String, _ kind: StackKind = .app) throws -> Set<String> {
        guard case .object(let resources)? = try document(more, kind)["Resources"] else { return [] }
        return Set(resources.keys)
    }

    @Test("backlog is target tracking on jobs that wait and run for each running task")
    func backlog() throws {
        let policy = try properties(
            "scaling: {policy: backlog, min: 1, max: 9, backlog: {target: 3, scaleInCooldown: 10m}}\n",
            "BacklogPolicy"
        )
        let prefix = "TargetTrackingScalingPolicyConfiguration"
        #expect(policy["PolicyType"] == #""TargetTrackingScaling""#)
        #expect(policy["\(prefix).TargetValue"] == "3")
        #expect(policy["\(prefix).ScaleInCooldown"] == "600")
        let metrics = "\(prefix).CustomizedMetricSpecification.Metrics"
        #expect(policy["\(metrics).3.Expression"] == #""(visible + FILL(inFlight, 0)) / running""#)
        #expect(policy["\(metrics).2.MetricStat.Metric.MetricName"] == #""RunningTaskCount""#)
        #expect((0...3).map { policy["\(metrics).\($0).ReturnData"] } == ["false", "false", "false", "true"])
        // The number of running tasks is a metric of Container Insights.
        let cluster = try properties("scaling: {policy: backlog}\n", "Cluster")
        #expect(cluster["ClusterSettings.containerInsights"] == #""enabled""#)
    }

    @Test("a fleet that may be empty is woken by an alarm, for a share of nothing is no number")
    func wake() throws {
        #expect(try resources("scaling: {policy: backlog, min: 0}\n").contains("WakeAlarm"))
        #expect(try !resources("scaling: {policy: backlog, min: 1}\n").contains("WakeAlarm"))
    }

    @Test("direct has a service of its own and no alarm that scales")
    func direct() throws {
        let names = try resources("")
        #expect(names.isSuperset(of: ["ScalerService", "ScalerTaskDefinition", "ScalerRole"]))
        #expect(names.isDisjoint(with: ["ScalableTarget", "UpperAlarm", "LowerAlarm"]))
        let task = try properties("", "ScalerTaskDefinition")
        #expect(task["Cpu"] == #""256""#)
        #expect(task["Memory"] == #""512""#)
        #expect(task["ContainerDefinitions.scaler.Command.0"] == nil)
    }

    @Test("steps are two alarms with the manifest's period")
    func steps() throws {
        let policy =
            "scaling: {policy: steps, steps: {period: 2m, steps: [{upper: 1, change: -1}, {lower: 4, change: 2}]}}\n"
        let upper = try properties(policy, "UpperAlarm")
        #expect(upper["Period"] == "120")
        #expect(upper["Threshold"] == "4")
        #expect(upper["ComparisonOperator"] == #""GreaterThanOrEqualToThreshold""#)
        #expect(try properties(policy, "LowerAlarm")["Threshold"] == "1")
    }

    @Test(
        "Spot is a share of the weights",
        arguments: [("0%", "1", "0"), ("70%", "3", "7"), ("50%", "1", "1"), ("100%", "0", "1")]
    )
    func spot(share: String, onDemand: String, spot: String) throws {
        let service = try properties("task: {spot: \(share)}\n", "Service")
        #expect(service["CapacityProviderStrategy.0.Weight"] == onDemand)
        #expect(service["CapacityProviderStrategy.1.Weight"] == spot)
    }

    @Test("the number of tasks is told at the first deployment only")
    func desired() throws {
        let service = try document("scaling: {min: 2, desired: 3, max: 5}\n")["Resources"]?["Service"]
        let count = service?["Properties"]?["DesiredCount"]
        #expect(count == ["Fn::If": ["FirstDeployment", 3, ["Ref": "AWS::NoValue"]]])
        let other = try document("scaling: {min: 2, desired: 3, max: 5}\n")["Conditions"]?["FirstDeployment"]
        #expect(other == ["Fn::Equals": [["Ref": "FirstDeployment"], "true"]])
    }

    @Test("a bucket that is named is used and not made")
    func namedBucket() throws {
        #expect(try !resources("data: {bucket: mine}\n").contains("DataBucket"))
        #expect(try document("data: {bucket: mine}\n")["Outputs"]?["DataBucket"]?["Value"]?.text == "mine")
    }

    @Test("with IAM there is no API key")
    func authentication() throws {
        #expect(try resources("").contains("ApiKey"))
        #expect(try resources("api: {authentication: iam}\n").isDisjoint(with: ["ApiKey", "ApiUsagePlanKey"]))
    }

    @Test("retries and the dead-letter queue: the queue gives up later than the worker, which counts attempts itself")
    func redrive() throws {
        let queue = try properties("queue: {retries: 4, visibility: 3m}\n", "Queue")
        #expect(queue["VisibilityTimeout"] == "180")
        let receives = queue["RedrivePolicy.maxReceiveCount"].flatMap(Int.init)
        #expect(try #require(receives) > 5)
    }

    @Test("ARM is told to the task, and to the machines that build")
    func architecture() throws {
        let arm = "task: {architecture: arm64}\npipeline: {source: codecommit}\n"
        #expect(try properties(arm, "TaskDefinition")["RuntimePlatform.CpuArchitecture"] == #""ARM64""#)
        #expect(try properties(arm, "ImageBuild", .pipeline)["Environment.Type"] == #""ARM_CONTAINER""#)
    }

    @Test("the pipeline builds, then makes templates, then changes the stack, with an approval between if asked")
    func pipeline() throws {
        let pipeline = try properties("pipeline: {source: codecommit, approval: true}\n", "Pipeline", .pipeline)
        let actions = pipeline.filter { $0.key.hasSuffix("ActionTypeId.Provider") }.sorted { $0.key < $1.key }.map(
            \.value
        )
        #expect(
            actions == [
                #""CodeCommit""#, #""CodeBuild""#, #""CodeBuild""#, #""CloudFormation""#, #""Manual""#,
                #""CloudFormation""#,
            ]
        )
    }

    @Test("nothing is retained but the repository of the source")
    func retained() throws {
        let manifest = "pipeline: {source: codecommit}\n"
        for kind in StackKind.allCases {
            guard case .object(let resources)? = try document(manifest, kind)["Resources"] else { continue }
            // Not what a failed creation made, which the next one would stumble over.
            let kept = resources.filter { $0.value["DeletionPolicy"]?.text == "RetainExceptOnCreate" }.map(\.key)
            #expect(kept == (kind == .repository ? ["SourceRepository"] : []))
            let outlive = resources.filter { $0.value["UpdateReplacePolicy"]?.text == "Retain" }.map(\.key)
            #expect(outlive == kept)
            #expect(!resources.contains { $0.value["DeletionPolicy"]?.text == "Retain" })
        }
    }

    @Test("a template is the same text each time, and the same document as YAML")
    func deterministic() throws {
        let text = "name: demo\njob: {command: [job]}\n"
        let manifest = try Manifest.load(text: text, file: "sluice.yaml").manifest
        for stack in ProjectStacks(manifest).all {
            let again = try #require(ProjectStacks(manifest, only: [stack.kind]).all.first)
            #expect(TemplateFormat.json.text(stack.template) == TemplateFormat.json.text(again.template))
        }
    }
}
