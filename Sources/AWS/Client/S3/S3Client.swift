import NIOCore
import SluiceWire

/// Amazon S3 over REST.
package struct S3Client: Sendable {
    let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// A call on a bucket or an object; path style for IP addresses, localhost and names with dots, else host style.
    func call(
        _ method: String,
        bucket: String,
        key: String? = nil,
        query: [(name: String, value: String)] = []
    ) -> AWSClient.Call {
        var call = AWSClient.Call(service: "S3", signingName: "s3")
        call.method = method
        let object = key.map { "/" + PercentEncoding.encode($0, keepingSlashes: true) } ?? ""
        if Self.wantsPathStyle(bucket, endpoint: aws.configuration.endpoint(for: "S3")) {
            call.path = "/\(bucket)\(object)"
        } else {
            call.hostPrefix = bucket
            call.path = object.isEmpty ? "/" : object
        }
        if !query.isEmpty { call.query = QueryString.format(query) }
        return call
    }

    /// Sends a call and leaves the body to be read.
    func send(_ call: AWSClient.Call) async throws -> TransportResponse {
        try await aws.send(call, parse: Self.error)
    }

    /// Sends a call and reads the body, of at most `limit` bytes.
    func sendAndCollect(_ call: AWSClient.Call, limit: Int = 16 << 20) async throws -> (TransportResponse, [UInt8]) {
        let response = try await send(call)
        return (response, Array(try await response.body.collect(upTo: limit).readableBytesView))
    }

    static func wantsPathStyle(_ bucket: String, endpoint: String?) -> Bool {
        if bucket.contains(".") { return true }
        guard let endpoint else { return false }
        let host = endpoint.split(separator: "/").dropFirst().first.map { $0.prefix { $0 != ":" } } ?? ""
        return host == "localhost" || host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." }
    }

    private static func error(_ status: Int, _ response: TransportResponse, _ body: [UInt8]) -> AWSServiceError {
        if let document = try? S3XML.decode(S3.ErrorDocument.self, from: body) { return document.error(status: status) }
        // An answer to HEAD has no body: the status is all there is.
        let code =
            switch status {
            case 404: "NoSuchKey"
            case 403: "AccessDenied"
            case 412: "PreconditionFailed"
            case 304: "NotModified"
            default: "HTTP\(status)"
            }
        return AWSServiceError(code, String(decoding: body.prefix(500), as: UTF8.self), status: status)
    }
}
