package import SluiceManifest
import SluiceModel

/// The repository of a project's images, and that of its source when CodeCommit holds it.
package struct RepositoryStack: Sendable {
    let manifest: Manifest

    static let images = Reference("ImageRepository")

    /// The stack of a manifest.
    package init(_ manifest: Manifest) { self.manifest = manifest }

    /// Whether a manifest needs this stack.
    package static func isNeeded(_ manifest: Manifest) -> Bool {
        if manifest.task.image == nil { return true }
        if case .codeCommit? = manifest.pipeline?.source { return true }
        return false
    }

    /// The template.
    package var template: Template {
        var template = Template("\(manifest.name): the repository of its images.")
        if manifest.task.image == nil { addImages(to: &template) }
        if case .codeCommit(let repository, let branch)? = manifest.pipeline?.source {
            addSource(repository, branch, to: &template)
        }
        return template
    }

    private func addImages(to template: inout Template) {
        template[Self.images] = Resource(
            "AWS::ECR::Repository",
            [
                "RepositoryName": .string(manifest.name), "ImageTagMutability": "IMMUTABLE",
                "ImageScanningConfiguration": ["ScanOnPush": true],
                "EncryptionConfiguration": ["EncryptionType": "AES256"],
                "LifecyclePolicy": ["LifecyclePolicyText": .string(TemplateFormat.jsonText(Self.lifecycle))],
            ],
            deletion: .delete
        )
        template.output(
            "ImageRepositoryUri",
            "Where images are pushed.",
            .ref(Self.images.attribute("RepositoryUri"))
        )
    }

    /// Enough images to go back to; layers that no image names go after a day.
    private static let lifecycle: JSONValue = [
        "rules": [
            [
                "rulePriority": 1, "description": "images without a tag",
                "selection": [
                    "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1,
                ],
                "action": ["type": "expire"],
            ],
            // What a rule selects, no later one takes: the image that the project's own is built upon stays.
            [
                "rulePriority": 2, "description": "Sluice's own image, but for the last five",
                "selection": [
                    "tagStatus": "tagged", "tagPrefixList": ["sluice-"], "countType": "imageCountMoreThan",
                    "countNumber": 5,
                ],
                "action": ["type": "expire"],
            ],
            [
                "rulePriority": 3, "description": "all but the last thirty",
                "selection": ["tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30],
                "action": ["type": "expire"],
            ],
        ]
    ]

    /// The condition, and the parameter it asks, under which the stack makes the CodeCommit repository.
    ///
    /// One that is there already, by hand or from an earlier life of the stack, is used as it is.
    package static let makesSource = "MakeSourceRepository"
    /// The output that names the CodeCommit repository, if the stack has made it.
    package static let madeSource = "SourceRepository"

    /// Source code outlives its stack: nobody wants it gone because a deployment was.
    private func addSource(_ repository: String, _ branch: String, to template: inout Template) {
        let source = Reference("SourceRepository")
        template.parameters[Self.makesSource] = [
            "Type": "String", "AllowedValues": ["true", "false"], "Default": "true",
            "Description": .string("Whether to make the CodeCommit repository \(repository); false if it is there."),
        ]
        template.conditions[Self.makesSource] = ["Fn::Equals": [.ref(Reference(Self.makesSource)), "true"]]
        template[source] = Resource(
            "AWS::CodeCommit::Repository",
            [
                "RepositoryName": .string(repository),
                "RepositoryDescription": .string("\(manifest.name): its source; \(branch) is deployed."),
            ],
            condition: Self.makesSource,
            deletion: .retain
        )
        template.output(
            "SourceCloneUrl",
            "Where the source is pushed.",
            .text("https://git-codecommit.\(.region).\(.urlSuffix)/v1/repos/\(repository)")
        )
        template.output(
            Self.madeSource,
            "The CodeCommit repository that this stack has made.",
            .ref(source.attribute("Name")),
            condition: Self.makesSource
        )
    }
}
