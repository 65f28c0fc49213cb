import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import SluiceAWS
import SluiceModel
import SluiceWire
import Synchronization
import Testing

@Suite("Transport")
struct TransportTests {
    /// A transport with the settings we ship, shut down afterwards.
    static func with<Result>(_ body: (AsyncHTTPTransport) async throws -> Result) async throws -> Result {
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: AsyncHTTPTransport.configuration
        )
        do {
            let result = try await body(AsyncHTTPTransport(client))
            try await client.shutdown()
            return result
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    @Test("the host header is the one that was signed, and a file's length is announced")
    func request() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", [UInt8](repeating: 1, count: 700_000))
        let seen = Mutex<TestServer.Request?>(nil)
        let answer = try await TestServer.run { request in
            seen.withLock { $0 = request }
            return TestServer.Response(status: 418, headers: [("X-Answer", "a")], bodyCount: 3)
        } body: { server in
            try await Self.with { transport in
                let slice = FileSlice(path: path, offset: 100, length: 600_000)
                let request = TransportRequest(
                    method: "PUT",
                    url: "\(server.endpoint)/a%20b?c=%2F",
                    headers: [(name: "host", value: "signed"), (name: "x-one", value: "1")],
                    body: .file(slice)
                )
                let response = try await transport.execute(request)
                return (response.status, response.header("x-answer"), try await response.body.bytes(upTo: 10), server)
            }
        }
        #expect(answer.0 == 418)
        #expect(answer.1 == "a")
        #expect(answer.2 == [0, 0, 0])
        let request = try #require(seen.withLock { $0 })
        #expect(request.head.uri == "/a%20b?c=%2F")
        #expect("http://" + (request.head.headers.first(name: "host") ?? "") == answer.3.endpoint)
        #expect(request.head.headers["content-length"] == ["600000"])
        #expect(request.head.headers["x-one"] == ["1"])
        #expect(request.bodyCount == 600_000)
    }

    @Test("a connection is used again once its answer has been read")
    func reuse() async throws {
        let connections = Mutex<Set<Int>>([])
        try await TestServer.run { request in
            connections.withLock { _ = $0.insert(request.connection) }
            return TestServer.Response(bodyCount: 100_000)
        } body: { server in
            try await Self.with { transport in
                for method in ["GET", "HEAD", "PUT", "GET"] {
                    let response = try await transport.execute(TransportRequest(method: method, url: server.endpoint))
                    _ = try await response.body.bytes(upTo: 100_000)
                }
            }
        }
        #expect(connections.withLock { $0.count } == 1)
    }

    @Test("a server that does not answer is a timeout, one that is not there a failure, a broken answer too")
    func failures() async throws {
        try await TestServer.run { request in
            request.head.uri == "/silent"
                ? TestServer.Response(isSilent: true)
                : TestServer.Response(announced: 1000, bodyCount: 10, isBroken: true)
        } body: { server in
            try await Self.with { transport in
                let silent = TransportRequest(
                    method: "GET",
                    url: "\(server.endpoint)/silent",
                    timeout: .milliseconds(50)
                )
                let timeout = await #expect(throws: TransportError.self) { try await transport.execute(silent) }
                guard case .timedOut = timeout else {
                    Issue.record("\(String(describing: timeout))")
                    return
                }
                let broken = try await transport.execute(TransportRequest(method: "GET", url: server.endpoint))
                let failure = await #expect(throws: TransportError.self) { try await broken.body.bytes(upTo: 1000) }
                guard case .failed = failure else {
                    Issue.record("\(String(describing: failure))")
                    return
                }
            }
        }
    }

    @Test("nobody there is said at once, with the address")
    func refused() async throws {
        // A port that was free a moment ago.
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        let error = try await Self.with { transport in
            await #expect(throws: TransportError.self) {
                try await transport.execute(TransportRequest(method: "GET", url: "http://127.0.0.1:\(port)/"))
            }
        }
        // Refused, or reset by a listener that is still closing.
        #expect("\(try #require(error))".hasPrefix("no connection (http://127.0.0.1:\(port): Connection re"))
    }

    @Test("a file that has become shorter stops the request and is named")
    func shortened() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", [1, 2, 3])
        try await TestServer.run { _ in
            TestServer.Response()
        } body: { server in
            try await Self.with { transport in
                let body = TransportBody.file(FileSlice(path: path, offset: 0, length: 4))
                await #expect(throws: FileError.shortened(path: path)) {
                    try await transport.execute(TransportRequest(method: "PUT", url: server.endpoint, body: body))
                }
            }
        }
    }

    @Test("a cancelled request ends as cancelled, and is not tried again")
    func cancelled() async throws {
        let requests = Mutex(0)
        let (arrived, arrival) = AsyncStream<Void>.makeStream()
        try await TestServer.run { _ in
            requests.withLock { $0 += 1 }
            arrival.yield()
            return TestServer.Response(isSilent: true)
        } body: { server in
            try await Self.with { transport in
                let aws = AWSClient.test(transport, environment: ["AWS_ENDPOINT_URL": server.endpoint])
                let task = Task { try await SQSClient(aws).getQueueURL(name: "q") }
                for await _ in arrived { break }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
        }
        #expect(requests.withLock { $0 } == 1)
    }
}
