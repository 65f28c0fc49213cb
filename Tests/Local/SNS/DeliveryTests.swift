import Foundation
import GRDB
import Logging
import SluiceModel
import SluiceWire
import Synchronization
import Testing

@testable import SluiceLocal

@Suite("Deliveries to HTTP subscribers", .timeLimit(.minutes(1)))
struct DeliveryTests {
    @Test("a failing endpoint is tried again after longer and longer waits, and then given up")
    func retries() async throws {
        let cloud = try TopicFixture { _ in 503 }
        try await cloud.subscribe("http://one/")
        try await cloud.publish("hello")
        try await cloud.deliverEverything()
        let times = cloud.transport.posts.filter(\.isNotification).map(\.time)
        let waits = zip(times.dropFirst(), times).map { $1.duration(to: $0) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60].map { .seconds($0) })
        #expect(Set(cloud.transport.posts.filter(\.isNotification).map(\.messageID)).count == 1)
    }

    @Test("a refusal is final", arguments: [301, 400, 404, 410])
    func refusals(_ status: Int) async throws {
        let cloud = try TopicFixture { _ in status }
        try await cloud.subscribe("http://one/")
        try await cloud.publish("hello")
        try await cloud.deliverEverything()
        #expect(cloud.transport.posts.filter(\.isNotification).count == 1)
    }

    @Test("too many requests, and no answer at all, are tried again", arguments: [429, nil])
    func passing(_ status: Int?) async throws {
        let cloud = try TopicFixture { number in number < 2 ? status : 204 }
        try await cloud.subscribe("http://one/")
        try await cloud.publish("hello")
        try await cloud.deliverEverything()
        #expect(cloud.transport.posts.count == 3)
    }

    @Test("what was not delivered when the server stopped is delivered after its restart")
    func restart() async throws {
        let cloud = try TopicFixture { _ in 200 }
        try await cloud.subscribe("http://one/")
        try await cloud.publish("before")
        let again = try TopicFixture(path: cloud.path) { _ in 200 }
        try await again.deliverEverything()
        #expect(again.transport.posts.map(\.text) == ["before"])
    }

    @Test("an endpoint that does not answer holds up nobody else")
    func lanes() async throws {
        let cloud = try TopicFixture(hanging: "http://slow/") { _ in 200 }
        try await cloud.subscribe("http://slow/")
        try await cloud.subscribe("http://quick/")
        for number in 0..<20 { try await cloud.publish("\(number)") }
        let running = Task { try await cloud.service.run() }
        while cloud.transport.posts.count(where: { $0.url == "http://quick/" }) < 20 { await Task.yield() }
        #expect(cloud.transport.posts.count { $0.url == "http://slow/" } == 8)
        running.cancel()
        _ = await running.result
    }
}

/// Topics in a folder of their own, whose deliveries go to a script.
private final class TopicFixture: Sendable {
    let path: String
    let clock = JumpingClock()
    let host: TopicHost
    let transport: ScriptedSubscribers
    let service: DeliveryService

    /// The script answers the posts by their number; nil for no answer.
    init(
        path: String = NSTemporaryDirectory() + "sluice-topics-\(UUID().uuidString)",
        hanging: String? = nil,
        script: @escaping @Sendable (Int) -> Int?
    ) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        host = try TopicHost(path: "\(path)/topics.sqlite", region: "eu-west-1", clock: clock)
        transport = ScriptedSubscribers(clock: clock, hanging: hanging, script: script)
        service = DeliveryService(
            host: host,
            queues: try QueueHost(
                path: "\(path)/queue-\(UUID().uuidString).sqlite",
                region: "eu-west-1",
                memoryLimit: 1 << 20,
                clock: clock,
                logger: logger
            ),
            transport: transport,
            logger: logger
        )
    }

    /// Subscribes an endpoint, which has confirmed.
    func subscribe(_ url: String) async throws {
        try await host.createTopic("topic", attributes: [:], tags: [:])
        let record = try await host.subscribe(url, by: "http", to: "topic", attributes: nil)
        _ = try await host.confirm(record.token, of: "topic", endsAuthenticated: false)
    }

    func publish(_ text: String) async throws {
        let message = TopicHost.Outgoing(id: host.newID(), subject: nil, text: text, byProtocol: [:], attributes: [:])
        try await host.publish([message], to: "topic")
    }

    /// Runs the service until nothing is on its way any more.
    func deliverEverything() async throws {
        let running = Task { try await service.run() }
        while try await host.database.read({ try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM deliveries") ?? 0 }) > 0 {
            await Task.yield()
        }
        running.cancel()
        _ = await running.result
    }
}

/// A clock on which sleeping takes no time: whoever sleeps moves it to the end of his sleep.
private final class JumpingClock: TimeSource {
    typealias Duration = Swift.Duration
    private let time = Mutex(Timestamp(nanoseconds: 1_800_000_000_000_000_000))

    var now: Timestamp { time.withLock { $0 } }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline) }
    }
}

/// Answers posts by a script and remembers them.
private final class ScriptedSubscribers: SubscriberTransport {
    struct Post: Sendable {
        let url: String
        let time: Timestamp
        let messageID: String
        let isNotification: Bool
        let text: String
    }

    private let clock: JumpingClock
    private let hanging: String?
    private let script: @Sendable (Int) -> Int?
    private let state = Mutex<[Post]>([])

    var posts: [Post] { state.withLock { $0 } }

    init(clock: JumpingClock, hanging: String?, script: @escaping @Sendable (Int) -> Int?) {
        self.clock = clock
        self.hanging = hanging
        self.script = script
    }

    func post(_ request: SubscriberRequest) async throws -> Int {
        func header(_ name: String) -> String { request.headers.first { $0.name == name }?.value ?? "" }
        let post = Post(
            url: request.url,
            time: clock.now,
            messageID: header("x-amz-sns-message-id"),
            isNotification: header("x-amz-sns-message-type") == "Notification",
            text: try JSONDecoder().decode(SNS.Envelope.self, from: Data(request.body.utf8)).message
        )
        let number = state.withLock { posts in
            posts.append(post)
            return posts.count - 1
        }
        if request.url == hanging { try await Task.sleep(for: .seconds(3600)) }
        guard let status = script(number) else { throw NoAnswer() }
        return status
    }

    private struct NoAnswer: Error {}
}
