package import NIOCore

/// Sends one request and hands over the answer; nothing else, so that it can be replaced in tests.
package protocol HTTPTransport: Sendable {
    /// Sends `request`; its answer's body is read afterwards, piece by piece.
    /// - Throws: `TransportError` when no answer came, or what reading the request's file throws.
    func execute(_ request: TransportRequest) async throws -> TransportResponse
}

/// A request as it goes over the wire, signed already.
package struct TransportRequest: Sendable {
    package var method: String
    /// With scheme, host, path and query, encoded.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: TransportBody
    /// The longest until the answer's head has come, sending the body included.
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
    package let body: ResponseBody

    /// An answer.
    package init(status: Int, headers: [(name: String, value: String)], body: ResponseBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of that name, which must be in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Why no answer, or not all of it, came.
package enum TransportError: Error, Hashable, Sendable {
    /// Connecting, sending or waiting took too long.
    case timedOut(String)
    /// There is no connection, or it broke.
    case failed(String)
}

extension TransportError: CustomStringConvertible {
    /// What went wrong.
    package var description: String {
        switch self {
        case .timedOut(let reason): "no answer in time (\(reason))"
        case .failed(let reason): "no connection (\(reason))"
        }
    }
}
