package import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// The transport of AsyncHTTPClient.
package struct AsyncHTTPTransport: HTTPTransport {
    private let client: HTTPClient

    /// A transport over a client that somebody else shuts down; best one with `configuration`.
    package init(_ client: HTTPClient) {
        self.client = client
    }

    /// The settings that suit AWS: no redirects (a signature is for one host), no hidden second tries of a connection
    /// (retries are counted by `AWSClient`), and an end to connections on which nothing moves.
    ///
    /// Nothing may move for 60 s (botocore's number), which is longer than the longest poll of 20 s.
    package static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: .seconds(60), write: .seconds(60))
        )
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        return configuration
    }

    /// Sends a request.
    /// - Throws: `TransportError`, `CancellationError`, or what reading the file throws.
    package func execute(_ request: TransportRequest) async throws -> TransportResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        // AsyncHTTPClient writes the host itself, the same one.
        for (name, value) in request.headers where name != "host" { outgoing.headers.add(name: name, value: value) }
        switch request.body {
        case .bytes(let bytes): if !bytes.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: bytes)) }
        case .file(let slice): outgoing.body = .stream(slice, length: .known(slice.length))
        }
        do {
            let response = try await client.execute(outgoing, timeout: request.timeout)
            return TransportResponse(
                status: Int(response.status.code),
                headers: response.headers.map { (name: $0.name.lowercased(), value: $0.value) },
                body: ResponseBody(response.body)
            )
        } catch {
            throw Self.translated(error, at: request.url)
        }
    }

    /// The error in our words; one that does not come from the network stays as it is.
    static func translated(_ error: any Error, at url: String? = nil) -> any Error {
        // Scheme, host and port: a path may be long, and a query may hold a signature.
        let place = url.map { $0.split(separator: "/").prefix(2).joined(separator: "//") + ": " } ?? ""
        return switch error {
        case is CancellationError, is FileError: error
        case let error as HTTPClientError where error == .cancelled: CancellationError()
        case let error as HTTPClientError where timeouts.contains(error):
            TransportError.timedOut(place + error.shortDescription)
        case let error as HTTPClientError: TransportError.failed(place + error.shortDescription)
        case let error as NIOConnectionError: TransportError.failed(place + reason(error))
        case let error as IOError: TransportError.failed(place + SystemMessage.text(error.errnoCode))
        default: TransportError.failed(place + "\(error)")
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout, .getConnectionFromPoolTimeout,
        .tlsHandshakeTimeout, .socksHandshakeTimeout, .httpProxyHandshakeTimeout,
    ]

    /// The first of the reasons for which none of a host's addresses could be reached.
    private static func reason(_ error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first?.error else { return "\(error.host) has no address" }
        return (first as? IOError).map { SystemMessage.text($0.errnoCode) } ?? "\(first)"
    }
}
