/// The chain of chunk signatures of an aws-chunked body.
///
/// Each chunk signs its data and the signature before it; the first one follows the request's own signature.
/// Source: AWS, "Signature calculations for the authorization header: multiple chunks".
package struct ChunkSigner: Sendable {
    private let key: SigningKey
    private let scope: SigningScope
    private let time: String
    private var previous: String

    /// A chain that begins at `seed`, the signature of the request.
    package init(key: SigningKey, scope: SigningScope, time: String, seed: String) {
        self.key = key
        self.scope = scope
        self.time = time
        previous = seed
    }

    /// A chain that continues the proven signature of a request.
    package init(_ verified: VerifiedSignature) {
        self.init(key: verified.key, scope: verified.scope, time: verified.time, seed: verified.signature)
    }

    /// The signature of the next chunk, given the hex SHA-256 of its data.
    package mutating func sign(chunkHash: String) -> String {
        let signature = key.signature(
            of: "AWS4-HMAC-SHA256-PAYLOAD\n\(time)\n\(scope.text)\n\(previous)\n\(Hashing.emptySHA256)\n\(chunkHash)"
        )
        previous = signature
        return signature
    }

    /// The signature of the trailer `name:value\n…`.
    package mutating func sign(trailer: String) -> String {
        let signature = key.signature(
            of: "AWS4-HMAC-SHA256-TRAILER\n\(time)\n\(scope.text)\n\(previous)\n\(Hashing.sha256Hex(trailer))"
        )
        previous = signature
        return signature
    }
}
