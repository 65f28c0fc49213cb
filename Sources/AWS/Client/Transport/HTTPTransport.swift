package import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

/// A request as it goes over the wire, signed already.
package struct TransportRequest: Sendable {
    package var method: String
    /// With scheme, host, path and query, encoded.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: TransportBody
    /// The longest the answer's head may take to come.
    package var timeout: TimeAmount

    /// A request.
    package init(
        method: String,
        url: String,
        headers: [(name: String, value: String)] = [],
        body: TransportBody = .bytes([]),
        timeout: TimeAmount = .seconds(60)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// What a request carries.
package enum TransportBody: Sendable {
    case bytes([UInt8])
    /// A part of a file, read as it is sent, anew for each attempt.
    case file(FileSlice)
}

/// An answer whose body has not been read.
package struct TransportResponse: Sendable {
    package let status: Int
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: HTTPClientResponse.Body

    /// The value of the first header of that name, which must be in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Sends one request and hands over the answer; nothing else, so that it can be replaced in tests.
package protocol HTTPTransport: Sendable {
    func execute(_ request: TransportRequest) async throws -> TransportResponse
}

/// The transport of AsyncHTTPClient.
package struct AsyncHTTPTransport: HTTPTransport {
    private let client: HTTPClient

    /// A transport over a client that somebody else shuts down.
    package init(_ client: HTTPClient) {
        self.client = client
    }

    /// Sends a request.
    /// - Throws: `HTTPClientError`, an I/O error, or what reading the file throws.
    package func execute(_ request: TransportRequest) async throws -> TransportResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        // AsyncHTTPClient writes the host itself, the same one.
        for (name, value) in request.headers where name != "host" { outgoing.headers.add(name: name, value: value) }
        switch request.body {
        case .bytes(let bytes): if !bytes.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: bytes)) }
        case .file(let slice): outgoing.body = .stream(slice, length: .known(slice.length))
        }
        let response = try await client.execute(outgoing, timeout: request.timeout)
        return TransportResponse(
            status: Int(response.status.code),
            headers: response.headers.map { (name: $0.name.lowercased(), value: $0.value) },
            body: response.body
        )
    }
}
