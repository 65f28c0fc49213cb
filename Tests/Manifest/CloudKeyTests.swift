import SluiceManifest
import SluiceModel
import SluiceScaling
import Testing

@Suite("Keys that only AWS needs")
struct CloudKeyTests {
    private static let small = "name: demo\njob: {command: [x]}\n"

    private func problems(_ more: String) -> [String] {
        do throws(ManifestError) {
            _ = try Manifest.load(text: Self.small + more, file: "sluice.yaml")
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    private func manifest(_ more: String) throws -> Manifest {
        try Manifest.load(text: Self.small + more, file: "sluice.yaml").manifest
    }

    @Test("without them there is a network of its own, an API key, a bucket for ninety days or so, and no pipeline")
    func defaults() throws {
        let manifest = try manifest("")
        #expect(manifest.network.access == .public)
        #expect(manifest.network.subnets.isEmpty)
        #expect(!manifest.api.usesIAM)
        #expect(manifest.api.makesLoggingRole)
        #expect(manifest.data.bucket == nil)
        #expect(manifest.pipeline == nil)
        #expect(manifest.notify.events == .never)
        #expect(manifest.imageTagParameter == "/demo/image-tag")
    }

    @Test("each source of a pipeline is read with what it needs")
    func sources() throws {
        let arn = "arn:aws:codeconnections:eu-central-1:123456789012:connection/12345678-1234-1234-1234-123456789012"
        let commit = try manifest("pipeline: {source: codecommit, branch: live, approval: true}\n").pipeline
        #expect(commit?.source == .codeCommit(repository: "demo", branch: "live"))
        #expect(commit?.needsApproval == true)
        let connected = "pipeline: {source: codeconnections, repository: team/demo, connection: '\(arn)'}\n"
        #expect(
            try manifest(connected).pipeline?.source
                == .connection(arn: arn, repository: "team/demo", branch: "main")
        )
        let stored = try manifest("pipeline: {source: s3, repository: my-sources/a/demo.zip}\n").pipeline
        #expect(stored?.source == .bucket(name: "my-sources", key: "a/demo.zip"))
    }

    @Test(
        "what AWS would refuse is refused before",
        arguments: [
            ("data: {expiry: 36h}\n", "is not a number of whole days"),
            ("task: {logRetention: 8d}\n", "task.logRetention: CloudWatch Logs keeps logs for 1d, 3d"),
            ("task: {secrets: {TOKEN: hunter2}}\n", "task.secrets: TOKEN: 'hunter2' is no ARN"),
            ("network: {subnets: [subnet-1]}\n", "name their VPC too"),
            ("network: {subnets: []}\n", "name at least one subnet"),
            ("network: {subnets: [net-1], vpc: vpc-1}\n", "'net-1' is not a subnet's id"),
            ("network: {subnets: [subnet-1], vpc: mine}\n", "'mine' is not a VPC's id"),
            ("network: {subnets: [subnet-1], securityGroups: [web]}\n", "'web' is not a security group's id"),
            ("network: {vpc: vpc-1}\n", "this goes with existing subnets"),
            ("pipeline: {source: codeconnections, repository: team/demo}\n", "needs pipeline.connection"),
            ("pipeline: {source: codeconnections, repository: demo, connection: 'arn:x'}\n", "not owner/name"),
            ("pipeline: {source: s3, repository: demo.zip}\n", "is not bucket/key"),
            ("pipeline: {source: codecommit, connection: 'arn:x'}\n", "only pipeline.source: codeconnections"),
            ("pipeline: {imageTagParameter: 'aws tag'}\n", "is not a parameter's path"),
            ("pipeline: {imageTagParameter: /aws/tag}\n", "is not a parameter's path"),
            ("notify: {on: failed, subscribers: [everybody]}\n", "'everybody' is no https:// or http:// address"),
            ("alarms: {subscribers: ['a@b@c']}\n", "'a@b@c' is no https:// or http:// address"),
            (
                "scaling: {policy: steps, steps: {steps: [{upper: 1, change: -1}, {lower: 4, upper: 8, change: 1}, "
                    + "{lower: 20, change: 5}]}}\n",
                "nothing changes from 8 to 20, and elsewhere too"
            ),
        ]
    )
    func refused(text: String, expected: String) {
        let found = problems(text)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test(
        "subscribers are told apart by their form",
        arguments: [
            ("https://example.com/hook", "https"), ("http://127.0.0.1:8080/", "http"), ("team@example.com", "email"),
            ("arn:aws:sqs:eu-central-1:123456789012:ends", "sqs"),
        ]
    )
    func subscribers(text: String, expected: String) {
        #expect(Subscriber(text)?.protocolName == expected)
    }

    @Test("one stretch without change is what steps are made of")
    func oneGap() {
        #expect(
            problems("scaling: {policy: steps, steps: {steps: [{upper: 1, change: -1}, {lower: 4, change: 1}]}}\n")
                .isEmpty
        )
    }
}
