package import SluiceModel

/// What a request says about its own signature, before anything is checked.
package struct SignatureClaim: Sendable {
    package let accessKeyID: String
    package let scope: SigningScope
    /// Lower case, in the order given.
    package let signedHeaders: [String]
    package let signature: String
    /// `YYYYMMDDTHHMMSSZ`.
    package let time: String
    package let timestamp: Timestamp
    /// Seconds a presigned URL is good for; nil for a signature in the headers.
    package let expires: Int?

    /// Whether the signature stands in the query.
    package var isPresigned: Bool { expires != nil }

    /// Whether `request` carries a signature, good or bad, in its header or query.
    package static func isPresent(in request: SignableRequest) -> Bool {
        request.header("authorization")?.hasPrefix(algorithm) == true
            || request.rawQuery?.contains("X-Amz-Signature=") == true
    }

    /// Reads the claim.
    /// - Throws: `SignatureError.missing` or `.malformed`.
    package init(_ request: SignableRequest) throws(SignatureError) {
        if let header = request.header("authorization") {
            try self.init(header: header, request)
        } else if request.rawQuery?.contains("X-Amz-Signature=") == true {
            try self.init(query: Dictionary(request.queryItems.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
        } else {
            throw .missing
        }
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    private init(header: String, _ request: SignableRequest) throws(SignatureError) {
        guard header.hasPrefix(Self.algorithm) else {
            throw .malformed("Authorization must begin with \(Self.algorithm)")
        }
        var fields: [String: String] = [:]
        for part in header.dropFirst(Self.algorithm.count).split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            if pair.count == 2 { fields[pair[0]] = pair[1] }
        }
        let date =
            request.header("x-amz-date") ?? request.header("date").flatMap { Timestamp(httpDate: $0)?.iso8601Basic }
        guard let date else { throw .malformed("neither X-Amz-Date nor a Date header is there") }
        try self.init(
            credential: fields["Credential"],
            signedHeaders: fields["SignedHeaders"],
            signature: fields["Signature"],
            time: date,
            expires: nil
        )
    }

    private init(query: [String: String]) throws(SignatureError) {
        guard query["X-Amz-Algorithm"] == Self.algorithm else {
            throw .malformed("X-Amz-Algorithm must be \(Self.algorithm)")
        }
        guard let expires = query["X-Amz-Expires"].flatMap(Int.init), (1...604_800).contains(expires) else {
            throw .malformed("X-Amz-Expires must be 1 to 604800 seconds")
        }
        try self.init(
            credential: query["X-Amz-Credential"],
            signedHeaders: query["X-Amz-SignedHeaders"],
            signature: query["X-Amz-Signature"],
            time: query["X-Amz-Date"] ?? "",
            expires: expires
        )
    }

    private init(
        credential: String?,
        signedHeaders: String?,
        signature: String?,
        time: String,
        expires: Int?
    ) throws(SignatureError) {
        guard let credential, let signedHeaders, let signature else {
            throw .malformed("Credential, SignedHeaders and Signature are needed")
        }
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 5, parts.last == "aws4_request" else {
            throw .malformed("Credential must be KEY/YYYYMMDD/region/service/aws4_request")
        }
        guard let timestamp = Timestamp(iso8601Basic: time) else {
            throw .malformed("the date must be written YYYYMMDDTHHMMSSZ")
        }
        guard time.hasPrefix(parts[parts.count - 4]) else {
            throw .malformed("the date of the credential differs from the date of the request")
        }
        accessKeyID = parts.dropLast(4).joined(separator: "/")
        scope = SigningScope(
            date: parts[parts.count - 4],
            region: parts[parts.count - 3],
            service: parts[parts.count - 2]
        )
        self.signedHeaders = signedHeaders.split(separator: ";").map { $0.lowercased() }
        self.signature = signature
        self.time = time
        self.timestamp = timestamp
        self.expires = expires
    }
}
