import AsyncHTTPClient
import NIOCore
import SluiceAWS
import Synchronization

/// A transport that answers from a script and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
    typealias Script = @Sendable (_ request: TransportRequest, _ number: Int) throws -> TransportResponse

    private let script: Script
    private let seen = Mutex<[TransportRequest]>([])

    /// Answers with what `script` makes of a request and its number, from 0.
    init(_ script: @escaping Script) {
        self.script = script
    }

    /// Answers with one after the other, and with the last one for ever.
    convenience init(_ answers: [Answer]) {
        self.init { _, number in try answers[min(number, answers.count - 1)].response() }
    }

    /// What was asked so far.
    var requests: [TransportRequest] { seen.withLock { $0 } }

    func execute(_ request: TransportRequest) async throws -> TransportResponse {
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
        }
        return try script(request, number)
    }
}

/// One answer of a script.
enum Answer: Sendable {
    case status(Int, headers: [String: String] = [:], body: String = "")
    /// An answer whose body breaks off.
    case broken(Int, headers: [String: String] = [:], body: String)
    case failure(TransportError)

    func response() throws -> TransportResponse {
        switch self {
        case .status(let status, let headers, let body): .make(status, headers, Array(body.utf8))
        case .broken(let status, let headers, let body):
            TransportResponse(
                status: status,
                headers: headers.map { (name: $0.key, value: $0.value) },
                body: ResponseBody(.stream(BrokenBody(start: Array(body.utf8))))
            )
        case .failure(let error): throw error
        }
    }
}

extension TransportResponse {
    /// An answer with a body that is there already.
    static func make(_ status: Int, _ headers: [String: String] = [:], _ body: [UInt8] = []) -> TransportResponse {
        TransportResponse(
            status: status,
            headers: headers.map { (name: $0.key, value: $0.value) },
            body: ResponseBody(bytes: body)
        )
    }
}

extension TransportRequest {
    /// The value of the first header of that name.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The body from memory; empty for one from a file.
    var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Some bytes, and then the end of the connection.
private struct BrokenBody: AsyncSequence, AsyncIteratorProtocol, Sendable {
    var start: [UInt8]?

    func makeAsyncIterator() -> BrokenBody { self }

    mutating func next() async throws -> ByteBuffer? {
        guard let bytes = start else { throw HTTPClientError.remoteConnectionClosed }
        start = nil
        return ByteBuffer(bytes: bytes)
    }
}
