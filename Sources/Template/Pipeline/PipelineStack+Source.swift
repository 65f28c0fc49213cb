import SluiceManifest
import SluiceModel

extension PipelineStack {
    /// Where the source comes from.
    var sourceAction: JSONValue {
        switch pipeline.source {
        case .codeCommit(let repository, let branch):
            source(
                "CodeCommit",
                [
                    "RepositoryName": .string(repository), "BranchName": .string(branch),
                    "PollForSourceChanges": "false",
                ]
            )
        case .connection(let arn, let repository, let branch):
            source(
                "CodeStarSourceConnection",
                [
                    "ConnectionArn": .string(arn), "FullRepositoryId": .string(repository),
                    "BranchName": .string(branch), "DetectChanges": "true",
                ]
            )
        case .bucket(let name, let key):
            source(
                "S3",
                ["S3Bucket": .string(name), "S3ObjectKey": .string(key), "PollForSourceChanges": "false"]
            )
        }
    }

    private func source(_ provider: String, _ configuration: [String: JSONValue]) -> JSONValue {
        action(
            "Source",
            category: "Source",
            provider: provider,
            configuration: configuration,
            outputs: ["Source"]
        )
    }

    /// What the pipeline needs to fetch the source.
    var sourcePermissions: [PolicyStatement] {
        switch pipeline.source {
        case .codeCommit(let repository, _):
            [
                .allow(
                    "FetchSource",
                    [
                        "codecommit:CancelUploadArchive", "codecommit:GetBranch", "codecommit:GetCommit",
                        "codecommit:GetRepository", "codecommit:GetUploadArchiveStatus", "codecommit:UploadArchive",
                    ],
                    on: [repositoryARN(repository)]
                )
            ]
        case .connection(let arn, _, _):
            [
                .allow(
                    "FetchSource",
                    ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
                    on: [TemplateText(arn)]
                )
            ]
        case .bucket(let name, let key):
            [
                .allow(
                    "FetchSource",
                    ["s3:GetObject", "s3:GetObjectVersion"],
                    on: ["arn:\(.partition):s3:::\(name)/\(key)"]
                ),
                .allow(
                    "SeeVersions",
                    ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"],
                    on: ["arn:\(.partition):s3:::\(name)"]
                ),
            ]
        }
    }

    private func repositoryARN(_ repository: String) -> TemplateText {
        "arn:\(.partition):codecommit:\(.region):\(.account):\(repository)"
    }

    /// EventBridge starts the pipeline when the source changes; a connection does so itself.
    func addTrigger(of pipeline: Reference, to template: inout Template) {
        guard let pattern = changePattern else { return }
        let role = Reference("TriggerRole")
        let arn: TemplateText = "arn:\(.partition):codepipeline:\(.region):\(.account):\(pipeline)"
        template[role] = .role(
            for: "events.amazonaws.com",
            "\(manifest.name): starts the pipeline when the source changes",
            [.allow("StartPipeline", ["codepipeline:StartPipelineExecution"], on: [arn])]
        )
        template[Reference("TriggerRule")] = Resource(
            "AWS::Events::Rule",
            [
                "Description": .string("\(manifest.name): its source has changed"), "State": "ENABLED",
                "EventPattern": pattern,
                "Targets": [["Id": "pipeline", "Arn": .text(arn), "RoleArn": .ref(role.arn)]],
            ]
        )
    }

    private var changePattern: JSONValue? {
        switch pipeline.source {
        case .codeCommit(let repository, let branch):
            [
                "source": ["aws.codecommit"], "detail-type": ["CodeCommit Repository State Change"],
                "resources": [.text(repositoryARN(repository))],
                "detail": [
                    "event": ["referenceCreated", "referenceUpdated"], "referenceType": ["branch"],
                    "referenceName": [.string(branch)],
                ],
            ]
        case .bucket(let name, let key):
            [
                "source": ["aws.s3"], "detail-type": ["Object Created"],
                "detail": ["bucket": ["name": [.string(name)]], "object": ["key": [.string(key)]]],
            ]
        case .connection: nil
        }
    }
}
