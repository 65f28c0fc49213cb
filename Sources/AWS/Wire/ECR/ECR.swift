/// What Amazon ECR says and is told, in JSON 1.1.
package enum ECR {
    private static func target(_ operation: String) -> JSONTarget {
        JSONTarget(.v11, prefix: "AmazonEC2ContainerRegistry_V20150921.", operation: operation)
    }

    /// The most images that one call deletes.
    ///
    /// Source: the API reference of BatchDeleteImage.
    package static let imagesPerDelete = 100

    /// An image by its digest, its tag or both.
    package struct ImageID: Codable, Sendable, Hashable {
        package var imageDigest: String?
        package var imageTag: String?

        /// The image of a digest or a tag.
        package init(digest: String? = nil, tag: String? = nil) {
            imageDigest = digest
            imageTag = tag
        }
    }

    /// Lists one page of a repository's images.
    package struct ListImages: JSONOperation {
        package static let target = ECR.target("ListImages")
        package var repositoryName: String
        package var nextToken: String?

        /// Of the repository `repositoryName`.
        package init(repositoryName: String, nextToken: String? = nil) {
            self.repositoryName = repositoryName
            self.nextToken = nextToken
        }

        /// A page.
        package struct Response: Decodable, Sendable {
            package let imageIds: [ImageID]
            package let nextToken: String?
        }
    }

    /// Deletes images.
    package struct BatchDeleteImage: JSONOperation {
        package static let target = ECR.target("BatchDeleteImage")
        package var repositoryName: String
        package var imageIds: [ImageID]

        /// At most `imagesPerDelete` of the repository `repositoryName`.
        package init(repositoryName: String, imageIds: [ImageID]) {
            self.repositoryName = repositoryName
            self.imageIds = imageIds
        }

        /// What could not be deleted.
        package struct Response: Decodable, Sendable {
            package let failures: [Failure]?
        }

        /// An image that is still there, and why.
        package struct Failure: Decodable, Sendable {
            package let failureCode: String?
            package let failureReason: String?
        }
    }

    /// Asks for a password for the registry.
    package struct GetAuthorizationToken: JSONOperation {
        package static let target = ECR.target("GetAuthorizationToken")

        /// For the registry of the account.
        package init() {}

        /// The passwords, one for each registry.
        package struct Response: Decodable, Sendable {
            package let authorizationData: [Authorization]
        }

        /// A password.
        package struct Authorization: Decodable, Sendable {
            /// `user:password` in base64.
            package let authorizationToken: String
            /// The registry's address, `https://` included.
            package let proxyEndpoint: String
        }
    }
}
