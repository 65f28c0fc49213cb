import SluiceManifest
import SluiceModel

extension PipelineStack {
    /// The role of the pipeline and the one with which CloudFormation changes the application's stack.
    func addRoles(to template: inout Template) {
        let stack: TemplateText = "arn:\(.partition):cloudformation:\(.region):\(.account):stack/\(appStack)/*"
        let builds = (buildsImage ? [Self.imageBuild] : []) + [Self.synthBuild]
        template[Self.pipelineRole] = .role(
            for: "codepipeline.amazonaws.com",
            "\(manifest.name): runs the pipeline",
            sourcePermissions + [
                .allow("Build", ["codebuild:BatchGetBuilds", "codebuild:StartBuild"], on: builds.map { "\($0.arn)" }),
                .allow(
                    "ChangeStack",
                    [
                        "cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet",
                        "cloudformation:DescribeChangeSet", "cloudformation:DescribeStacks",
                        "cloudformation:ExecuteChangeSet",
                    ],
                    on: [stack]
                ),
                .allow(
                    "HandRoleToCloudFormation",
                    ["iam:PassRole"],
                    on: ["\(Self.deployRole.arn)"],
                    if: ["StringEquals": ["iam:PassedToService": "cloudformation.amazonaws.com"]]
                ),
                .allow(
                    "HandOver",
                    ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
                    on: ["\(Self.artifacts.arn)/*"]
                ),
                .allow(
                    "SeeArtifactBucket",
                    ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
                    on: ["\(Self.artifacts.arn)"]
                ),
            ],
            onlyFrom: "arn:\(.partition):codepipeline:\(.region):\(.account):\(manifest.name)"
        )
        template[Self.deployRole] = .role(
            for: "cloudformation.amazonaws.com",
            "\(manifest.name): what CloudFormation may do when the pipeline deploys",
            DeployPermissions(manifest).statements,
            onlyFrom: stack,
            // AWS documents these conditions for extensions of CloudFormation, not for the roles of stacks.
            saysSource: false
        )
    }
}
