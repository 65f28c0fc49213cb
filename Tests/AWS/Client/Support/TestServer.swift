import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP server on a port of its own, for what only real connections show.
///
/// It keeps no bodies: those that come are counted, those that go are made piece by piece.
struct TestServer: Sendable {
    /// What came.
    struct Request: Sendable {
        let head: HTTPRequestHead
        /// Bytes of the body.
        let bodyCount: Int
        /// A number for the connection it came over.
        let connection: Int
    }

    /// What goes.
    struct Response: Sendable {
        var status = 200
        var headers: [(String, String)] = []
        /// Bytes announced; nil for those that are sent.
        var announced: Int?
        var text = ""
        /// Bytes of zeros that are sent after the text.
        var bodyCount = 0
        /// Whether the connection ends where the end of the answer should be.
        var isBroken = false
        /// Never ends: the head goes only when the connection is closed.
        var isSilent = false
    }

    typealias Respond = @Sendable (Request) -> Response

    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, ResponsePart>

    /// `http://127.0.0.1:port`.
    let endpoint: String

    /// Runs `body` with a server that answers with `respond`, and stops it afterwards.
    static func run<Result: Sendable>(
        _ respond: @escaping Respond,
        body: @Sendable (TestServer) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ResponseWriter())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let server = TestServer(endpoint: "http://127.0.0.1:\(listener.channel.localAddress?.port ?? 0)")
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await accept(listener, respond) }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private static func accept(
        _ listener: NIOAsyncChannel<Connection, Never>,
        _ respond: @escaping Respond
    ) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                var number = 0
                for try await connection in connections {
                    let name = number
                    // A client that goes away is none of the server's business.
                    group.addTask { try? await serve(connection, name, respond) }
                    number += 1
                }
            }
        }
    }

    private static func serve(_ connection: Connection, _ number: Int, _ respond: Respond) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var count = 0
            for try await part in inbound {
                switch part {
                case .head(let found): (head, count) = (found, 0)
                case .body(let piece): count += piece.readableBytes
                case .end:
                    guard let head else { return }
                    let response = respond(Request(head: head, bodyCount: count, connection: number))
                    if response.isSilent { continue }
                    try await send(response, to: head, outbound)
                    if response.isBroken { return }
                }
            }
        }
    }

    private static func send(
        _ response: Response,
        to request: HTTPRequestHead,
        _ outbound: NIOAsyncChannelOutboundWriter<ResponsePart>
    ) async throws {
        var headers = HTTPHeaders(response.headers)
        if headers["content-length"].isEmpty {
            let count = response.announced ?? response.text.utf8.count + response.bodyCount
            headers.add(name: "content-length", value: String(count))
        }
        let status = HTTPResponseStatus(statusCode: response.status)
        try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if !response.text.isEmpty { try await outbound.write(.body(ByteBuffer(string: response.text))) }
        let zeros = ByteBuffer(repeating: 0, count: 64 << 10)
        var left = request.method == .HEAD ? 0 : response.bodyCount
        while left > 0 {
            let count = min(left, zeros.readableBytes)
            try await outbound.write(.body(zeros.getSlice(at: 0, length: count) ?? zeros))
            left -= count
        }
        if !response.isBroken { try await outbound.write(.end) }
    }
}

/// A part of an answer as tasks can hand it over.
enum ResponsePart: Sendable {
    case head(HTTPResponseHead)
    case body(ByteBuffer)
    case end
}

/// Makes the parts what the HTTP encoder expects.
private final class ResponseWriter: ChannelOutboundHandler {
    typealias OutboundIn = ResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPServerResponsePart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let buffer): .body(.byteBuffer(buffer))
            case .end: .end(nil)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
