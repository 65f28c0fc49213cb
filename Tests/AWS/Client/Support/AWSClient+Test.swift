import Logging
import SluiceAWS
import SluiceModel
import SluiceWire

extension AWSClient {
    /// A client with fixed keys, no jitter surprises and no real time.
    static func test(
        _ transport: any HTTPTransport,
        environment: [String: String] = [:],
        clock: ManualClock = ManualClock(),
        credentials: (any CredentialProvider)? = nil
    ) -> AWSClient {
        let defaults = ["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"]
        return AWSClient(
            configuration: AWSConfiguration(environment: defaults.merging(environment) { $1 }),
            credentials: CredentialCache(credentials ?? StaticCredentials(.test), clock: clock),
            transport: transport,
            clock: clock,
            random: SeededGenerator(seed: 1),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }
}

extension AWSCredentials {
    static let test = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")
}

extension SignatureVerifier {
    /// Checks what `AWSClient.test` has signed.
    static let test = SignatureVerifier(region: "eu-central-1") { _ in AWSCredentials.test.secretAccessKey }

    func verify(_ request: TransportRequest, at now: Timestamp) throws {
        let rest = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)[2]
        let target = rest.drop { $0 != "/" }.split(separator: "?", maxSplits: 1).map(String.init)
        let signable = SignableRequest(
            method: request.method,
            rawPath: target[0],
            rawQuery: target.count > 1 ? target[1] : nil,
            headers: request.headers
        )
        _ = try verify(signable, bodyHash: Hashing.sha256Hex(request.bytes), at: now)
    }
}
