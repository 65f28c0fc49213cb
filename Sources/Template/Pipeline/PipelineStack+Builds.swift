import SluiceManifest
import SluiceModel

extension PipelineStack {
    static let imageBuild = Reference("ImageBuild")
    static let synthBuild = Reference("SynthBuild")

    /// Where the project's images are pushed.
    var repositoryARN: TemplateText { "arn:\(.partition):ecr:\(.region):\(.account):repository/\(manifest.name)" }
    private var repositoryURI: TemplateText { "\(.account).dkr.ecr.\(.region).\(.urlSuffix)/\(manifest.name)" }
    private var parameterARN: TemplateText {
        // The parameter's name begins with the slash that stands after `parameter`.
        "arn:\(.partition):ssm:\(.region):\(.account):parameter\(manifest.imageTagParameter)"
    }

    /// The builds of the image and of the templates; what they run lies in the repository.
    func addBuilds(to template: inout Template) {
        if buildsImage {
            addBuild(
                Self.imageBuild,
                "image",
                "builds the image, pushes it, then records its tag",
                compute: "BUILD_GENERAL1_MEDIUM",
                variables: [
                    "REPOSITORY_URI": .text(repositoryURI), "IMAGE_TAG_PARAMETER": .string(manifest.imageTagParameter),
                ],
                permissions: [
                    .allow(
                        "PushImage",
                        [
                            "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
                            "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload",
                            "ecr:PutImage", "ecr:UploadLayerPart",
                        ],
                        on: [repositoryARN]
                    ),
                    PullableImage.logIn,
                    .allow("RecordTag", ["ssm:GetParameter", "ssm:PutParameter"], on: [parameterARN]),
                ],
                to: &template
            )
        }
        addBuild(
            Self.synthBuild,
            "synth",
            "makes the templates with the program in the image",
            compute: "BUILD_GENERAL1_SMALL",
            variables: buildsImage
                ? ["REPOSITORY_URI": .text(repositoryURI), "IMAGE_TAG_PARAMETER": .string(manifest.imageTagParameter)]
                : ["SLUICE_IMAGE": .string(manifest.task.image ?? "")],
            permissions: (PullableImage(of: manifest)?.permissions ?? [])
                + (buildsImage ? [.allow("ReadTag", ["ssm:GetParameter"], on: [parameterARN])] : []),
            to: &template
        )
    }

    private func addBuild(
        _ project: Reference,
        _ name: String,
        _ purpose: String,
        compute: String,
        variables: [String: JSONValue],
        permissions: [PolicyStatement],
        to template: inout Template
    ) {
        let role = Reference("\(project.logicalID)Role")
        let projectName = "\(manifest.name)-\(name)"
        // CodeBuild would make it itself, to be kept for ever and to outlive the stack.
        let log = Reference("\(project.logicalID)Log")
        template[log] = Resource(
            "AWS::Logs::LogGroup",
            [
                "LogGroupName": .string("/aws/codebuild/\(projectName)"),
                "RetentionInDays": .count(manifest.task.logRetention.wholeDays),
            ],
            deletion: .delete
        )
        template[role] = .role(
            for: "codebuild.amazonaws.com",
            "\(manifest.name): \(purpose)",
            permissions + [
                .allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], on: ["\(log.arn)"]),
                .allow(
                    "HandOver",
                    ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
                    on: ["\(Self.artifacts.arn)/*"]
                ),
            ],
            onlyFrom: "arn:\(.partition):codebuild:\(.region):\(.account):project/\(projectName)"
        )
        template[project] = Resource(
            "AWS::CodeBuild::Project",
            [
                "Name": .string(projectName), "Description": .string("\(manifest.name): \(purpose)"),
                "ServiceRole": .ref(role.arn), "Artifacts": ["Type": "CODEPIPELINE"],
                "Source": ["Type": "CODEPIPELINE", "BuildSpec": .string("deploy/buildspec-\(name).yml")],
                "Environment": .properties([
                    "Type": manifest.task.isARM ? "ARM_CONTAINER" : "LINUX_CONTAINER",
                    "ComputeType": .string(compute),
                    "Image": manifest.task.isARM
                        ? "aws/codebuild/amazonlinux-aarch64-standard:3.0"
                        : "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                    // Docker needs it.
                    "PrivilegedMode": true, "EnvironmentVariables": .environment(variables),
                ]),
                "EncryptionKey": .text("arn:\(.partition):kms:\(.region):\(.account):alias/aws/s3"),
                "TimeoutInMinutes": 60,
                "LogsConfig": ["CloudWatchLogs": ["Status": "ENABLED", "GroupName": .ref(log)]],
            ]
        )
    }
}
