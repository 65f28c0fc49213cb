package import SluiceModel

/// Why a signature is refused.
package enum SignatureError: Error, Hashable, Sendable {
    /// The request carries no signature at all.
    case missing
    /// The header or the query parameters are incomplete or malformed; the text says how.
    case malformed(String)
    /// Nobody here has this access key.
    case unknownAccessKey(String)
    /// The request's time is too far from ours.
    case skewed(requestTime: Timestamp, serverTime: Timestamp)
    /// A presigned URL whose time is over.
    case expired(seconds: Int, at: Timestamp, serverTime: Timestamp)
    /// The signature is for another service or region.
    case wrongScope(expected: String, found: String)
    /// A header that must be covered is not.
    case headersNotSigned([String])
    /// The signature does not match.
    case mismatch(accessKeyID: String, stringToSign: String, canonicalRequest: String, provided: String)
}

/// What a good signature proves, and what is needed to go on with chunked bodies.
package struct VerifiedSignature: Sendable {
    package let accessKeyID: String
    package let scope: SigningScope
    /// `YYYYMMDDTHHMMSSZ`.
    package let time: String
    /// The seed of the chunk signatures.
    package let signature: String
    package let key: SigningKey
    /// What the signature says about the body.
    package let payload: PayloadHash
}

/// Checks AWS Signature Version 4 in headers and in presigned queries.
package struct SignatureVerifier: Sendable {
    /// How far a request's time may be from ours, in either direction (S3 allows 15 minutes).
    package static let allowedSkew = Duration.seconds(15 * 60)

    /// Region that signatures must name; nil accepts any.
    package let region: String?
    private let secret: @Sendable (_ accessKeyID: String) -> String?

    /// A verifier that looks secrets up by access key id.
    package init(region: String?, secret: @escaping @Sendable (_ accessKeyID: String) -> String?) {
        self.region = region
        self.secret = secret
    }

    /// Checks the signature of `request`.
    ///
    /// - Parameters:
    ///   - request: The request as it came.
    ///   - bodyHash: Hex SHA-256 of the whole body when it is at hand; used by services that send no
    ///     `x-amz-content-sha256` (all but S3).
    ///   - now: The server's time.
    /// - Returns: The proven scope and what it says about the body.
    /// - Throws: `SignatureError`.
    package func verify(
        _ request: SignableRequest,
        bodyHash: String?,
        at now: Timestamp
    ) throws(SignatureError) -> VerifiedSignature {
        let claim = try SignatureClaim(request)
        try checkTime(claim, now)
        if let region, claim.scope.region != region {
            throw .wrongScope(expected: region, found: claim.scope.region)
        }
        guard let secret = secret(claim.accessKeyID) else { throw .unknownAccessKey(claim.accessKeyID) }
        try checkCoverage(request, claim)
        let hash = try payloadHash(request, claim, bodyHash)
        let canonical = CanonicalRequest(
            request,
            signedHeaders: claim.signedHeaders,
            payloadHash: hash,
            pathStyle: claim.scope.service == "s3" ? .s3 : .standard,
            leavingOut: claim.isPresigned ? "X-Amz-Signature" : nil
        )
        let stringToSign = canonical.stringToSign(time: claim.time, scope: claim.scope)
        let key = SigningKey(secretAccessKey: secret, scope: claim.scope)
        guard Self.equal(key.signature(of: stringToSign), claim.signature) else {
            throw .mismatch(
                accessKeyID: claim.accessKeyID,
                stringToSign: stringToSign,
                canonicalRequest: canonical.text,
                provided: claim.signature
            )
        }
        return VerifiedSignature(
            accessKeyID: claim.accessKeyID,
            scope: claim.scope,
            time: claim.time,
            signature: claim.signature,
            key: key,
            payload: PayloadHash(hash) ?? .sha256(hash)
        )
    }

    private func checkTime(_ claim: SignatureClaim, _ now: Timestamp) throws(SignatureError) {
        if let expires = claim.expires {
            let end = claim.timestamp.advanced(by: .seconds(expires))
            if now > end { throw .expired(seconds: expires, at: end, serverTime: now) }
            if claim.timestamp > now.advanced(by: Self.allowedSkew) {
                throw .skewed(requestTime: claim.timestamp, serverTime: now)
            }
        } else {
            let skew = claim.timestamp.duration(to: now)
            guard skew <= Self.allowedSkew, skew >= .zero - Self.allowedSkew else {
                throw .skewed(requestTime: claim.timestamp, serverTime: now)
            }
        }
    }

    /// `host` and every `x-amz-` header must be covered, or somebody on the way could change them.
    private func checkCoverage(_ request: SignableRequest, _ claim: SignatureClaim) throws(SignatureError) {
        let covered = Set(claim.signedHeaders)
        let needed = request.headers.map { $0.name.lowercased() }
            .filter { $0 == "host" || ($0.hasPrefix("x-amz-") && !Self.neverSigned.contains($0)) }
        let missing = Set(needed).subtracting(covered)
        if !missing.isEmpty { throw .headersNotSigned(missing.sorted()) }
        if !covered.contains("host") { throw .headersNotSigned(["host"]) }
    }

    private func payloadHash(
        _ request: SignableRequest,
        _ claim: SignatureClaim,
        _ bodyHash: String?
    ) throws(SignatureError) -> String {
        if let header = request.header("x-amz-content-sha256") {
            guard PayloadHash(header) != nil else {
                throw .malformed("x-amz-content-sha256 is neither a SHA-256 in hex nor a known keyword: \(header)")
            }
            return header
        }
        if claim.isPresigned, claim.scope.service == "s3" { return PayloadHash.unsigned.text }
        if claim.scope.service == "s3" { throw .malformed("the header x-amz-content-sha256 is missing") }
        return bodyHash ?? Hashing.emptySHA256
    }

    private static let neverSigned: Set<String> = ["x-amz-signature"]

    /// Compares without stopping at the first difference, so that timing tells nothing.
    private static func equal(_ lhs: String, _ rhs: String) -> Bool {
        guard lhs.utf8.count == rhs.utf8.count else { return false }
        return zip(lhs.utf8, rhs.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
