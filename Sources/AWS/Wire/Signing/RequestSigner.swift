package import SluiceModel

/// Signs requests with AWS Signature Version 4.
package struct RequestSigner: Sendable {
    package let credentials: AWSCredentials
    package let region: String
    /// The signing name of the service, such as `sqs`.
    package let service: String

    /// A signer for one service in one region.
    package init(credentials: AWSCredentials, region: String, service: String) {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    private var pathStyle: SignableRequest.PathStyle { service == "s3" ? .s3 : .standard }

    /// The headers that sign `request`: date, token, payload hash (S3 only) and `Authorization`.
    ///
    /// Every header of the request is covered, except those that proxies may change. The request must carry `host`.
    package func headers(
        signing request: SignableRequest,
        payload: PayloadHash,
        at now: Timestamp
    ) -> [(name: String, value: String)] {
        var added: [(name: String, value: String)] = [("x-amz-date", now.iso8601Basic)]
        if let token = credentials.sessionToken { added.append(("x-amz-security-token", token)) }
        if service == "s3" { added.append(("x-amz-content-sha256", payload.text)) }
        var covered = request
        covered.headers += added
        let names = Self.signedHeaderNames(covered.headers)
        let scope = SigningScope(at: now, region: region, service: service)
        let canonical = CanonicalRequest(
            covered,
            signedHeaders: names,
            payloadHash: payload.text,
            pathStyle: pathStyle
        )
        let signature = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: scope)
            .signature(of: canonical.stringToSign(time: now.iso8601Basic, scope: scope))
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope.text), "
            + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
        return added + [("authorization", authorization)]
    }

    /// The query that presigns `request` for `expires` seconds (1 to 604,800), without a question mark.
    ///
    /// Only `host` and the headers already in the request are covered; the body is not.
    package func presignedQuery(_ request: SignableRequest, expires: Int, at now: Timestamp) -> String {
        let scope = SigningScope(at: now, region: region, service: service)
        let names = Self.signedHeaderNames(request.headers)
        var items = request.queryItems
        items += [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
            ("X-Amz-Date", now.iso8601Basic),
            ("X-Amz-Expires", String(expires)),
            ("X-Amz-SignedHeaders", names.joined(separator: ";")),
        ]
        if let token = credentials.sessionToken { items.append(("X-Amz-Security-Token", token)) }
        var covered = request
        covered.rawQuery = QueryString.format(items)
        let payload = service == "s3" ? PayloadHash.unsigned.text : Hashing.emptySHA256
        let canonical = CanonicalRequest(covered, signedHeaders: names, payloadHash: payload, pathStyle: pathStyle)
        let signature = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: scope)
            .signature(of: canonical.stringToSign(time: now.iso8601Basic, scope: scope))
        return QueryString.format(items + [("X-Amz-Signature", signature)])
    }

    /// The names to cover: lower case, sorted, without those that a proxy may change or botocore leaves out.
    private static func signedHeaderNames(_ headers: [(name: String, value: String)]) -> [String] {
        Set(headers.map { $0.name.lowercased() }).subtracting(uncovered).sorted()
    }

    private static let uncovered: Set<String> = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]
}
