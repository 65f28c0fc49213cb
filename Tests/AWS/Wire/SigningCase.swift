import SluiceModel
import SluiceWire
import Testing

/// One request and the signature that somebody else has computed for it.
struct SigningCase: Sendable, CustomTestStringConvertible {
    let name: String
    let service: String
    let method: String
    let path: String
    let query: String?
    let headers: [(name: String, value: String)]
    let body: String
    let hasToken: Bool
    let signedHeaders: String
    let signature: String

    init(
        _ name: String,
        service: String = "service",
        method: String = "GET",
        path: String,
        query: String? = nil,
        headers: [(String, String)] = [],
        body: String = "",
        hasToken: Bool = false,
        signedHeaders: String,
        signature: String
    ) {
        self.name = name
        self.service = service
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers.map { (name: $0.0, value: $0.1) }
        self.body = body
        self.hasToken = hasToken
        self.signedHeaders = signedHeaders
        self.signature = signature
    }

    var testDescription: String { name }

    /// The generic example keys of AWS's test suite and of botocore's.
    static let keys = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    )

    /// 2015-08-30T12:36:00Z.
    static let time = Timestamp(seconds: 1_440_938_160)

    var request: SignableRequest {
        let host = [(name: "Host", value: "example.amazonaws.com")]
        return SignableRequest(method: method, rawPath: path, rawQuery: query, headers: host + headers)
    }

    var signer: RequestSigner {
        var keys = Self.keys
        if hasToken { keys.sessionToken = "token+/=" }
        return RequestSigner(credentials: keys, region: "us-east-1", service: service)
    }

    var bodyHash: String { Hashing.sha256Hex(body) }

    /// The request with its signature.
    var signed: SignableRequest {
        var signed = request
        signed.headers += signer.headers(signing: request, payload: .sha256(bodyHash), at: Self.time)
        return signed
    }
}
