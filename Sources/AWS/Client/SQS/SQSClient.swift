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
        var call = AWSClient.Call(.sqs)
        call.headers = [
            (name: "content-type", value: SQS.contentType),
            (name: "x-amz-target", value: SQS.targetPrefix + Operation.name),
            // Asks for the error codes of the older protocol too.
            (name: "x-amzn-query-mode", value: "true"),
        ]
        call.setBody(Array(try JSONEncoder().encode(operation)))
        call.timeout = timeout
        let body = try await aws.send(call, parse: Self.error) { response in
            try await response.body.bytes(upTo: Self.longestAnswer)
        }
        do {
            // Operations without an answer answer nothing at all.
            return try JSONDecoder().decode(Operation.Response.self, from: body.isEmpty ? Data("{}".utf8) : Data(body))
        } catch {
            throw AWSClientError.badAnswer("\(Operation.name): \(error)")
        }
    }

    private static func error(_ answer: AWSClient.ErrorAnswer) -> AWSServiceError {
        let document = try? JSONDecoder().decode(ErrorDocument.self, from: Data(answer.body))
        // `AWS.SimpleQueueService.NonExistentQueue;Sender`: the code and whose fault it is.
        let queryCode = answer.response.header("x-amzn-query-error")?.split(separator: ";").first.map(String.init)
        return AWSServiceError(
            document?.code ?? queryCode ?? "HTTP\(answer.status)",
            document?.message ?? answer.excerpt,
            status: answer.status,
            queryCode: queryCode,
            requestID: answer.requestID
        )
    }

    /// The body of an error of the JSON protocols.
    private struct ErrorDocument: Decodable {
        /// Without its namespace.
        let code: String
        let message: String?

        private enum CodingKeys: String, CodingKey {
            case type = "__type"
            case message
            case capitalMessage = "Message"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let type = try container.decode(String.self, forKey: .type)
            code = type.split(separator: "#").last.map(String.init) ?? type
            message =
                try container.decodeIfPresent(String.self, forKey: .message)
                ?? container.decodeIfPresent(String.self, forKey: .capitalMessage)
        }
    }
}
