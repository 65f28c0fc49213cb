import SluiceWire

/// AWS CodeCommit: whether a repository is there.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws.
package struct CodeCommitClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// Whether there is a repository of this name.
    package func hasRepository(_ name: String) async throws -> Bool {
        do {
            _ = try await aws.json(.codeCommit, CodeCommit.GetRepository(name))
            return true
        } catch let error as AWSServiceError where error.code == "RepositoryDoesNotExistException" {
            return false
        }
    }
}
