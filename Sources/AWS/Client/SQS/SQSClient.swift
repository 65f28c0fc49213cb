package import NIOCore
package import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Amazon SQS over JSON 1.0.
package struct SQSClient: Sendable {
    private let aws: AWSClient

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
        var call = AWSClient.Call(service: "SQS", signingName: SQS.signingName)
        call.headers = [
            (name: "content-type", value: SQS.contentType),
            (name: "x-amz-target", value: SQS.targetPrefix + Operation.name),
        ]
        call.body = .bytes(Array(try JSONEncoder().encode(operation)))
        call.timeout = timeout
        let response = try await aws.send(call, parse: Self.error)
        let body = try await response.body.collect(upTo: 32 << 20)
        // Operations without an answer answer nothing at all.
        let data = body.readableBytes == 0 ? Data("{}".utf8) : Data(body.readableBytesView)
        do {
            return try JSONDecoder().decode(Operation.Response.self, from: data)
        } catch {
            throw AWSClientError.badAnswer("\(Operation.name): \(error)")
        }
    }

    private static func error(_ status: Int, _ response: TransportResponse, _ body: [UInt8]) -> AWSServiceError {
        struct Document: Decodable {
            let type: String?
            let message: String?
            let capitalMessage: String?

            enum CodingKeys: String, CodingKey {
                case type = "__type"
                case message
                case capitalMessage = "Message"
            }
        }
        let document = try? JSONDecoder().decode(Document.self, from: Data(body))
        let code = document?.type?.split(separator: "#").last.map(String.init) ?? "HTTP\(status)"
        return AWSServiceError(
            code,
            document?.message ?? document?.capitalMessage ?? String(decoding: body.prefix(500), as: UTF8.self),
            status: status,
            queryCode: response.header("x-amzn-query-error")
        )
    }
}
