package import NIOCore
package import SluiceWire

extension AWSClient {
    /// One call of a service.
    package struct Call: Sendable {
        package var service: AWSService
        package var method = "POST"
        /// Encoded, beginning with a slash.
        package var path = "/"
        /// Encoded; nil for none.
        package var query: String?
        /// Names in lower case.
        package var headers: [(name: String, value: String)] = []
        package private(set) var body = TransportBody.bytes([])
        /// What the signature says of the body.
        package private(set) var payload = PayloadHash.sha256(Hashing.emptySHA256)
        /// Put before the host name, for buckets; nil for none.
        package var hostPrefix: String?
        /// The few calls that need no keys are not signed.
        package var isSigned = true
        package var timeout = TimeAmount.seconds(60)

        /// A call without body.
        package init(_ service: AWSService, method: String = "POST") {
            self.service = service
            self.method = method
        }

        /// Gives the call a body from memory, which the signature covers.
        package mutating func setBody(_ bytes: [UInt8]) {
            body = .bytes(bytes)
            payload = .sha256(Hashing.sha256Hex(bytes))
        }

        /// Gives the call a part of a file as its body.
        ///
        /// - Parameters:
        ///   - slice: The part.
        ///   - sha256: Its hash in hex, for the signature; nil leaves the body out of it.
        package mutating func setBody(_ slice: FileSlice, sha256: String?) {
            body = slice.length == 0 ? .bytes([]) : .file(slice)
            payload = sha256.map { .sha256($0) } ?? .unsigned
            headers.append((name: "content-length", value: String(slice.length)))
        }
    }

    /// An answer that is not a success, read to its end.
    package struct ErrorAnswer: Sendable {
        package let response: TransportResponse
        package let body: [UInt8]

        private static let longestError = 1 << 20

        init(_ response: TransportResponse) async throws {
            self.response = response
            body = try await response.body.bytes(upTo: Self.longestError)
        }

        package var status: Int { response.status }

        /// The service's name for the request.
        package var requestID: String? {
            response.header("x-amzn-requestid") ?? response.header("x-amz-request-id")
        }

        /// The beginning of the body as text, for messages about answers that nobody understands.
        package var excerpt: String { String(decoding: body.prefix(500), as: UTF8.self) }
    }
}
