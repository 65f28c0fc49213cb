import Crypto
package import SluiceModel

/// What a signature is good for: one day, one region, one service.
package struct SigningScope: Sendable, Hashable {
    /// `YYYYMMDD`.
    package let date: String
    package let region: String
    /// The signing name, such as `sqs`.
    package let service: String

    /// The scope of a request made at `time`.
    package init(at time: Timestamp, region: String, service: String) {
        self.init(date: String(time.iso8601Basic.prefix(8)), region: region, service: service)
    }

    /// A scope from its parts.
    package init(date: String, region: String, service: String) {
        self.date = date
        self.region = region
        self.service = service
    }

    /// `date/region/service/aws4_request`.
    package var text: String { "\(date)/\(region)/\(service)/aws4_request" }
}

/// The key of one scope: the HMAC-SHA256 chain over date, region, service and `aws4_request`.
package struct SigningKey: Sendable {
    /// The 32 bytes of the key.
    package let bytes: [UInt8]

    /// The key that `secretAccessKey` has in `scope`.
    package init(secretAccessKey: String, scope: SigningScope) {
        bytes = [scope.date, scope.region, scope.service, "aws4_request"]
            .reduce(Array("AWS4\(secretAccessKey)".utf8)) { Self.hmac(key: $0, $1) }
    }

    /// The lower-case hex signature of `stringToSign`.
    package func signature(of stringToSign: String) -> String {
        Hashing.hex(Self.hmac(key: bytes, stringToSign))
    }

    private static func hmac(key: [UInt8], _ message: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message.utf8), using: SymmetricKey(data: key)))
    }
}
