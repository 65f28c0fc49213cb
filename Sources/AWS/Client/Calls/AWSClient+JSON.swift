package import NIOCore
package import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AWSClient {
    /// The most bytes of an answer, unless the service says otherwise.
    package static let longestAnswer = 16 << 20

    /// Calls an operation of a service that speaks JSON 1.0 or 1.1.
    ///
    /// - Parameters:
    ///   - service: Who is called.
    ///   - target: The operation.
    ///   - input: What is sent.
    ///   - headers: Further headers.
    ///   - timeout: How long one attempt may take.
    ///   - limit: The most bytes of an answer.
    /// - Returns: The answer; an empty one counts as `{}`.
    /// - Throws: `AWSServiceError`, `AWSClientError.badAnswer` when the answer is not the operation's, or what `send`
    ///   throws.
    package func json<Answer: Decodable>(
        _ service: AWSService,
        _ target: JSONTarget,
        _ input: some Encodable,
        headers: [(name: String, value: String)] = [],
        timeout: TimeAmount = .seconds(60),
        limit: Int = AWSClient.longestAnswer
    ) async throws -> Answer {
        var call = Call(service)
        call.headers = [(name: "content-type", value: target.contentType), ("x-amz-target", target.header)] + headers
        call.setBody(Array(try JSONEncoder().encode(input)))
        call.timeout = timeout
        let body = try await send(call, parse: Self.jsonError) { try await $0.body.bytes(upTo: limit) }
        return try Self.answer(of: target.operation, in: body)
    }

    /// Calls an operation that knows its target.
    /// - Throws: what the other form throws.
    package func json<Operation: JSONOperation>(
        _ service: AWSService,
        _ operation: Operation
    ) async throws -> Operation.Response {
        try await json(service, Operation.target, operation)
    }

    /// The error of a JSON protocol, REST-JSON included.
    static func jsonError(_ answer: ErrorAnswer) -> AWSServiceError {
        AWSServiceError(
            json: answer.body,
            status: answer.status,
            requestID: answer.requestID,
            header: answer.response.header
        )
    }

    /// Reads an answer in JSON.
    /// - Throws: `AWSClientError.badAnswer`.
    static func answer<Answer: Decodable>(of operation: String, in body: [UInt8]) throws(AWSClientError) -> Answer {
        do {
            // Operations without an answer answer nothing at all.
            return try JSONDecoder().decode(Answer.self, from: body.isEmpty ? Data("{}".utf8) : Data(body))
        } catch {
            throw .badAnswer("\(operation): \(error)")
        }
    }
}
