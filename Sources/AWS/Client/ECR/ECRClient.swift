package import SluiceWire

/// Amazon ECR: the images of a repository.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws.
package struct ECRClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// All images of a repository, once for each tag; nil when there is no such repository.
    package func images(in repository: String) async throws -> [ECR.ImageID]? {
        var images: [ECR.ImageID] = []
        var token: String?
        repeat {
            do {
                let page = try await aws.json(.ecr, ECR.ListImages(repositoryName: repository, nextToken: token))
                images += page.imageIds
                token = page.nextToken
            } catch let error as AWSServiceError where error.code == "RepositoryNotFoundException" {
                return nil
            }
        } while token != nil
        return images
    }

    /// Deletes images.
    /// - Throws: `AWSServiceError` with the first reason when one is still there, or what `AWSClient` throws.
    package func deleteImages(_ images: [ECR.ImageID], in repository: String) async throws {
        var rest = images[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(ECR.imagesPerDelete))
            rest = rest.dropFirst(batch.count)
            let answer = try await aws.json(.ecr, ECR.BatchDeleteImage(repositoryName: repository, imageIds: batch))
            // An image goes with its last tag, and is then no longer found by its digest.
            let failures = (answer.failures ?? []).filter { $0.failureCode != "ImageNotFound" }
            if let failure = failures.first {
                throw AWSServiceError(
                    failure.failureCode ?? "Failure",
                    "an image in \(repository): \(failure.failureReason ?? "")"
                )
            }
        }
    }

    /// A password for the account's registry: `user:password` in base64, and the registry's address.
    package func authorization() async throws -> ECR.GetAuthorizationToken.Authorization {
        guard let first = try await aws.json(.ecr, ECR.GetAuthorizationToken()).authorizationData.first else {
            throw AWSClientError.badAnswer("GetAuthorizationToken: no password")
        }
        return first
    }
}
