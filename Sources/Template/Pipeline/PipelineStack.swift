import SluiceManifest
import SluiceModel

/// The pipeline: source, image, templates, change set, execution.
struct PipelineStack: Sendable {
    let manifest: Manifest
    let pipeline: Manifest.Pipeline

    static let artifacts = Reference("ArtifactBucket")
    static let pipelineRole = Reference("PipelineRole")
    static let deployRole = Reference("DeployRole")
    private static let resource = Reference("Pipeline")

    init(_ manifest: Manifest, _ pipeline: Manifest.Pipeline) {
        self.manifest = manifest
        self.pipeline = pipeline
    }

    /// The name of the application's stack, which the pipeline changes.
    var appStack: String { StackKind.app.stackName(manifest.name) }

    var template: Template {
        var template = Template("\(manifest.name): from a change of the source to a deployment.")
        addArtifacts(to: &template)
        addBuilds(to: &template)
        addRoles(to: &template)
        template[Self.resource] = Resource(
            "AWS::CodePipeline::Pipeline",
            [
                "Name": .string(manifest.name), "PipelineType": "V2", "ExecutionMode": "QUEUED",
                "RoleArn": .ref(Self.pipelineRole.arn),
                "ArtifactStore": ["Type": "S3", "Location": .ref(Self.artifacts)],
                "Stages": .array(stages),
            ]
        )
        addTrigger(of: Self.resource, to: &template)
        template.output("Pipeline", "The pipeline.", .ref(Self.resource))
        template.output("ArtifactBucket", "What its actions hand to each other.", .ref(Self.artifacts))
        return template
    }

    /// The image is pushed and its tag recorded before the templates that name it are made.
    private var stages: [JSONValue] {
        var stages = [stage("Source", [sourceAction])]
        if buildsImage { stages.append(stage("Image", [build("Image", Self.imageBuild, output: nil)])) }
        stages.append(stage("Templates", [build("Synth", Self.synthBuild, output: "Templates")]))
        stages.append(stage("Deploy", deployActions))
        return stages
    }

    /// Whether the project has an image of its own.
    var buildsImage: Bool { manifest.task.image == nil }

    private func stage(_ name: String, _ actions: [JSONValue]) -> JSONValue {
        ["Name": .string(name), "Actions": .array(actions)]
    }

    private func build(_ name: String, _ project: Reference, output: String?) -> JSONValue {
        action(
            name,
            category: "Build",
            provider: "CodeBuild",
            configuration: ["ProjectName": .ref(project)],
            inputs: ["Source"],
            outputs: output.map { [$0] } ?? []
        )
    }

    /// One action of a stage.
    func action(
        _ name: String,
        category: String,
        owner: String = "AWS",
        provider: String,
        configuration: [String: JSONValue],
        inputs: [String] = [],
        outputs: [String] = [],
        order: Int = 1
    ) -> JSONValue {
        .properties([
            "Name": .string(name), "RunOrder": .count(order),
            "ActionTypeId": [
                "Category": .string(category), "Owner": .string(owner), "Provider": .string(provider), "Version": "1",
            ],
            "Configuration": configuration.isEmpty ? nil : .object(configuration),
            "InputArtifacts": inputs.isEmpty ? nil : .array(inputs.map { ["Name": .string($0)] }),
            "OutputArtifacts": outputs.isEmpty ? nil : .array(outputs.map { ["Name": .string($0)] }),
        ])
    }

    /// A change set that somebody may look at before it is executed.
    private var deployActions: [JSONValue] {
        let changeSet: [String: JSONValue] = [
            "StackName": .string(appStack), "ChangeSetName": .string("\(manifest.name)-pipeline"),
        ]
        let create = action(
            "ChangeSet",
            category: "Deploy",
            provider: "CloudFormation",
            configuration: changeSet.merging([
                "ActionMode": "CHANGE_SET_REPLACE", "Capabilities": "CAPABILITY_IAM",
                "RoleArn": .ref(Self.deployRole.arn), "TemplatePath": .string("Templates::\(appStack).json"),
            ]) { $1 },
            inputs: ["Templates"],
            order: 1
        )
        let approve = action(
            "Approve",
            category: "Approval",
            provider: "Manual",
            configuration: ["CustomData": .string("The change set \(manifest.name)-pipeline of the stack \(appStack)")],
            order: 2
        )
        let execute = action(
            "Execute",
            category: "Deploy",
            provider: "CloudFormation",
            configuration: changeSet.merging(["ActionMode": "CHANGE_SET_EXECUTE"]) { $1 },
            order: pipeline.needsApproval ? 3 : 2
        )
        return pipeline.needsApproval ? [create, approve, execute] : [create, execute]
    }

    private func addArtifacts(to template: inout Template) {
        template[Self.artifacts] = Resource(
            "AWS::S3::Bucket",
            [
                "BucketEncryption": .closed, "PublicAccessBlockConfiguration": .noPublicAccess,
                "OwnershipControls": ["Rules": [["ObjectOwnership": "BucketOwnerEnforced"]]],
                "LifecycleConfiguration": [
                    "Rules": [
                        [
                            "Id": "old-runs", "Status": "Enabled", "ExpirationInDays": 30,
                            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 1],
                        ]
                    ]
                ],
            ],
            deletion: .delete
        )
        template[Reference("ArtifactBucketPolicy")] = Resource(
            "AWS::S3::BucketPolicy",
            [
                "Bucket": .ref(Self.artifacts),
                "PolicyDocument": [
                    PolicyStatement.denyPlain("s3", on: ["\(Self.artifacts.arn)", "\(Self.artifacts.arn)/*"])
                ].document,
            ]
        )
    }
}
