import SluiceWire

/// Amazon API Gateway, in REST with JSON.
package struct APIGatewayClient: Sendable {
    private let aws: AWSClient

    private struct APIKey: Decodable {
        let value: String?
    }

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// The value of an API key, which callers send as `x-api-key`.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func apiKeyValue(id: String) async throws -> String {
        var call = AWSClient.Call(.apiGateway, method: "GET")
        call.path = "/apikeys/\(PercentEncoding.encode(id))"
        call.query = QueryString.format([(name: "includeValue", value: "true")])
        // Without it the answer is in HAL, which names the same things otherwise.
        call.headers = [(name: "accept", value: "application/json")]
        let body = try await aws.send(call, parse: AWSClient.jsonError) {
            try await $0.body.bytes(upTo: AWSClient.longestAnswer)
        }
        let key: APIKey = try AWSClient.answer(of: "GetApiKey", in: body)
        guard let value = key.value else { throw AWSClientError.badAnswer("GetApiKey: no value of \(id)") }
        return value
    }
}
