import SluiceManifest
import SluiceModel

/// A repository of ECR that an image is pulled from, which needs leave; others ask nobody.
struct PullableImage: Sendable {
    /// The repository and nothing else.
    let repositoryARN: TemplateText

    /// Where a manifest's image lies: the project's own repository, or one of ECR that the image's name shows.
    init?(of manifest: Manifest) {
        guard let image = manifest.task.image else {
            repositoryARN = "arn:\(.partition):ecr:\(.region):\(.account):repository/\(manifest.name)"
            return
        }
        guard let found = Self.parts(of: image) else { return nil }
        repositoryARN = "arn:\(.partition):ecr:\(found.region):\(found.account):repository/\(found.repository)"
    }

    /// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY`, then a tag or a digest.
    private static func parts(of image: String) -> (account: String, region: String, repository: String)? {
        guard let slash = image.firstIndex(of: "/") else { return nil }
        let host = image[..<slash].split(separator: ".", omittingEmptySubsequences: false)
        let repository = image[image.index(after: slash)...].prefix { $0 != ":" && $0 != "@" }
        guard host.count >= 6, host[0].count == 12, host[0].allSatisfy(\.isASCIIDigit), host[1...2] == ["dkr", "ecr"],
            ["amazonaws.com", "amazonaws.com.cn"].contains(host[4...].joined(separator: ".")), !repository.isEmpty
        else { return nil }
        return (String(host[0]), String(host[3]), String(repository))
    }

    /// What pulling takes.
    var permissions: [PolicyStatement] {
        [
            .allow(
                "PullImage",
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                on: [repositoryARN]
            ),
            Self.logIn,
        ]
    }

    /// The service knows no narrower resource for this one.
    static let logIn = PolicyStatement.allow("LogInToRegistry", ["ecr:GetAuthorizationToken"], on: ["*"])
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
