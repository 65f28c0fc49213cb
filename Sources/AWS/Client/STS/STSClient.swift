package import SluiceWire

/// AWS STS: whose keys these are.
package struct STSClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// The account and the user or role that the keys belong to.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func callerIdentity() async throws -> STS.GetCallerIdentity.Response {
        try await aws.query(.sts, STS.GetCallerIdentity())
    }
}
