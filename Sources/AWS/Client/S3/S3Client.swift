import NIOCore
import SluiceWire

/// Amazon S3 over REST.
package struct S3Client: Sendable {
    let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// A call on a bucket or an object.
    /// - Throws: `AWSClientError` when there is no endpoint, or no key where there must be one.
    func call(
        _ method: String,
        bucket: String,
        key: String? = nil,
        query: [(name: String, value: String)] = []
    ) throws(AWSClientError) -> AWSClient.Call {
        if key?.isEmpty == true { throw .badCall("the key of an object in \(bucket) is empty") }
        if bucket.isEmpty { throw .badCall("the name of the bucket is empty") }
        let address = S3Address(bucket: bucket, key: key, endpoint: try endpoint())
        var call = AWSClient.Call(.s3, method: method)
        call.path = address.path
        call.hostPrefix = address.hostPrefix
        if !query.isEmpty { call.query = QueryString.format(query) }
        return call
    }

    func endpoint() throws(AWSClientError) -> Endpoint { try aws.configuration.endpoint(for: .s3) }

    /// Sends a call and reads the answer while that is part of the attempt.
    func send<Answer>(
        _ call: AWSClient.Call,
        onRetry: (any Error) -> Void = { _ in },
        read: (TransportResponse) async throws -> Answer
    ) async throws -> Answer {
        try await aws.send(call, parse: Self.error, onRetry: onRetry, read: read)
    }

    /// Sends a call and reads the body, of at most `limit` bytes.
    @discardableResult
    func sendAndCollect(
        _ call: AWSClient.Call,
        limit: Int = 16 << 20,
        onRetry: (any Error) -> Void = { _ in }
    ) async throws -> (TransportResponse, [UInt8]) {
        try await send(call, onRetry: onRetry) { ($0, try await $0.body.bytes(upTo: limit)) }
    }

    private static func error(_ answer: AWSClient.ErrorAnswer) -> AWSServiceError {
        if let document = try? S3XML.decode(S3.ErrorDocument.self, from: answer.body) {
            var error = document.error(status: answer.status)
            error.requestID = error.requestID ?? answer.requestID
            return error
        }
        // An answer to HEAD has no body: the status is all there is.
        let code =
            switch answer.status {
            case 301, 307: "PermanentRedirect"
            case 304: "NotModified"
            case 403: "AccessDenied"
            case 404: "NoSuchKey"
            case 412: "PreconditionFailed"
            default: "HTTP\(answer.status)"
            }
        let message = answer.body.isEmpty ? "S3 answers HTTP \(answer.status) and no more" : answer.excerpt
        return AWSServiceError(code, message, status: answer.status, requestID: answer.requestID)
    }
}
