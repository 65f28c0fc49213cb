package import NIOCore
package import SluiceWire

/// Amazon SQS over JSON 1.0.
package struct SQSClient: Sendable {
    private let aws: AWSClient

    /// Ten messages of 1 MiB as JSON, in which a byte can take six.
    private static let longestAnswer = 64 << 20

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// Calls an operation.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func call<Operation: SQSOperation>(
        _ operation: Operation,
        timeout: TimeAmount = .seconds(60)
    ) async throws -> Operation.Response {
        try await aws.json(
            .sqs,
            JSONTarget(.v10, prefix: SQS.targetPrefix, operation: Operation.name),
            operation,
            // Asks for the error codes of the older protocol too.
            headers: [(name: "x-amzn-query-mode", value: "true")],
            timeout: timeout,
            limit: Self.longestAnswer
        )
    }
}
