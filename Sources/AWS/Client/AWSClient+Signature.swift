import SluiceWire

extension AWSClient {
    /// The headers that sign a request which somebody else sends, such as one to an API of one's own.
    ///
    /// - Parameters:
    ///   - service: Whom the request is for.
    ///   - method: Its method.
    ///   - host: The host it goes to, with its port if that is not the usual one.
    ///   - path: The encoded path.
    ///   - query: The encoded query; nil for none.
    ///   - body: The body.
    /// - Returns: The headers to add.
    /// - Throws: `AWSClientError.noRegion`, or `CredentialError`.
    package func signature(
        for service: AWSService,
        method: String,
        host: String,
        path: String,
        query: String? = nil,
        body: [UInt8]
    ) async throws -> [(name: String, value: String)] {
        guard let region = configuration.region else { throw AWSClientError.noRegion }
        let signer = RequestSigner(
            credentials: try await credentials.current(),
            region: region,
            service: service.signingName
        )
        let request = SignableRequest(
            method: method,
            rawPath: path,
            rawQuery: query,
            headers: [(name: "host", value: host)]
        )
        return signer.headers(signing: request, payload: .sha256(Hashing.sha256Hex(body)), at: clock.now)
    }
}
