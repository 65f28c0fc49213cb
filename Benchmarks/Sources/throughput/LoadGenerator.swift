import Histogram
import NIOCore
import NIOHTTP1
import NIOPosix

/// One request, made anew for every turn.
struct LoadRequest: Sendable {
    var path = "/"
    var headers: [(String, String)] = []
    var body: String
}

/// Closed-loop load: so many connections, each with one request under way.
struct LoadGenerator: Sendable {
    let port: Int
    let connections: Int
    let seconds: Double

    /// What a measurement found.
    struct Result: Sendable {
        var requests = 0
        var failures = 0
        var seconds = 0.0
        var latencies = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

        var perSecond: Double { Double(requests) / seconds }
        func milliseconds(_ percentile: Double) -> Double { Double(latencies.valueAtPercentile(percentile)) / 1e6 }
    }

    /// Sends what `next` makes until the time is over; `answered` sees each body and may be asked for the next request.
    func run(
        _ next: @escaping @Sendable (_ connection: Int, _ lastAnswer: String?) -> LoadRequest?
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup.singleton
        let start = NIODeadline.now()
        let end = start + .nanoseconds(Int64(seconds * 1e9))
        let results = try await withThrowingTaskGroup(of: Result.self) { tasks in
            for connection in 0..<connections {
                tasks.addTask {
                    let promise = group.next().makePromise(of: Result.self)
                    let channel = try await ClientBootstrap(group: group)
                        .channelOption(.socketOption(.tcp_nodelay), value: 1)
                        .channelInitializer { channel in
                            channel.eventLoop.makeCompletedFuture {
                                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                                try channel.pipeline.syncOperations.addHandler(
                                    LoadHandler(end: end, promise: promise, port: port) { next(connection, $0) }
                                )
                            }
                        }
                        .connect(host: "127.0.0.1", port: port).get()
                    defer { channel.close(promise: nil) }
                    return try await promise.futureResult.get()
                }
            }
            var all: [Result] = []
            for try await result in tasks { all.append(result) }
            return all
        }
        var total = Result()
        for result in results {
            total.requests += result.requests
            total.failures += result.failures
            for value in result.latencies.recordedValues() {
                total.latencies.record(value.value, count: value.count)
            }
        }
        total.seconds = Double((NIODeadline.now() - start).nanoseconds) / 1e9
        return total
    }
}

/// Sends a request when the last answer has come.
private final class LoadHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let end: NIODeadline
    private let promise: EventLoopPromise<LoadGenerator.Result>
    private let port: Int
    private let next: (String?) -> LoadRequest?
    private var result = LoadGenerator.Result()
    private var sentAt = NIODeadline.now()
    private var answer = ByteBuffer()
    private var isGood = false

    init(
        end: NIODeadline,
        promise: EventLoopPromise<LoadGenerator.Result>,
        port: Int,
        next: @escaping (String?) -> LoadRequest?
    ) {
        self.end = end
        self.promise = promise
        self.port = port
        self.next = next
    }

    func channelActive(context: ChannelHandlerContext) {
        send(context, lastAnswer: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isGood = (200..<300).contains(head.status.code)
            answer.clear()
        case .body(var part): answer.writeBuffer(&part)
        case .end:
            let now = NIODeadline.now()
            result.latencies.record(UInt64(max(0, (now - sentAt).nanoseconds)))
            if isGood { result.requests += 1 } else { result.failures += 1 }
            if now < end { send(context, lastAnswer: String(buffer: answer)) } else { promise.succeed(result) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.succeed(result)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
    }

    private func send(_ context: ChannelHandlerContext, lastAnswer: String?) {
        guard let request = next(lastAnswer) else { return promise.succeed(result) }
        var headers = HTTPHeaders([("host", "127.0.0.1:\(port)"), ("content-length", String(request.body.utf8.count))])
        for (name, value) in request.headers { headers.add(name: name, value: value) }
        sentAt = .now()
        context.write(
            wrapOutboundOut(.head(.init(version: .http1_1, method: .POST, uri: request.path, headers: headers))),
            promise: nil
        )
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: request.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
