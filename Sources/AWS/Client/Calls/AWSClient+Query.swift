package import SluiceWire

extension AWSClient {
    /// Sends a call of the Query protocol.
    ///
    /// - Parameters:
    ///   - service: Who is called.
    ///   - form: What is sent.
    ///   - limit: The most bytes of an answer.
    /// - Returns: The answer, a document in XML.
    /// - Throws: `AWSServiceError`, or what `send` throws.
    package func query(
        _ service: AWSService,
        _ form: QueryForm,
        limit: Int = AWSClient.longestAnswer
    ) async throws -> [UInt8] {
        var call = Call(service)
        call.headers = [(name: "content-type", value: QueryForm.contentType)]
        call.setBody(Array(form.encoded.utf8))
        return try await send(call, parse: Self.queryError) { try await $0.body.bytes(upTo: limit) }
    }

    /// Calls an operation of the Query protocol.
    /// - Throws: `AWSServiceError`, `AWSClientError.badAnswer` when the answer is not the operation's, or what `send`
    ///   throws.
    package func query<Operation: QueryOperation>(
        _ service: AWSService,
        _ operation: Operation
    ) async throws -> Operation.Response {
        let body = try await query(service, operation.form)
        do {
            return try QueryAnswer<Operation.Response>.result(in: body)
        } catch {
            throw AWSClientError.badAnswer("\(operation.form.action): \(error)")
        }
    }

    /// The error of the Query protocol.
    static func queryError(_ answer: ErrorAnswer) -> AWSServiceError {
        AWSServiceError(query: answer.body, status: answer.status)
            ?? AWSServiceError(
                "HTTP\(answer.status)",
                answer.excerpt,
                status: answer.status,
                requestID: answer.requestID
            )
    }
}
