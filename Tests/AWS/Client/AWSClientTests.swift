import NIOCore
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

@Suite("Sending a call")
struct AWSClientTests {
    private static let call: AWSClient.Call = {
        var call = AWSClient.Call(.sqs)
        call.headers = [(name: "content-type", value: "application/x-amz-json-1.0")]
        call.setBody(Array("{}".utf8))
        return call
    }()

    private func send(
        _ aws: AWSClient,
        _ call: AWSClient.Call = call,
        onRetry: (any Error) -> Void = { _ in }
    ) async throws -> String {
        try await aws.send(
            call,
            parse: { AWSServiceError(String(decoding: $0.body, as: UTF8.self), "", status: $0.status) },
            onRetry: onRetry,
            read: { String(decoding: try await $0.body.bytes(upTo: 100), as: UTF8.self) }
        )
    }

    @Test("each attempt is signed anew, under one invocation id and its own number")
    func attempts() async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([.status(503), .failure(.timedOut("x")), .status(200, body: "good")])
        var failures: [String] = []
        let answer = try await send(.test(transport, clock: clock)) { failures.append("\($0)") }
        #expect(answer == "good")
        #expect(failures.count == 2)
        let requests = transport.requests
        #expect(requests.map { $0.header("amz-sdk-request") } == (1...3).map { "attempt=\($0); max=3" })
        #expect(Set(requests.map { $0.header("amz-sdk-invocation-id") }).count == 1)
        #expect(Set(requests.map { $0.header("authorization") }).count == 3)
        #expect(requests[0].url == "http://127.0.0.1:4566/")
        var now = ManualClock.start
        for (request, sleep) in zip(requests, [Duration.zero] + clock.sleeps) {
            now = now.advanced(by: sleep)
            #expect(request.header("x-amz-date") == now.iso8601Basic)
            try SignatureVerifier.test.verify(request, at: now)
        }
    }

    @Test("an invocation id is a random UUID")
    func invocation() async throws {
        let transport = ScriptedTransport([.status(200)])
        let aws = AWSClient.test(transport)
        for _ in 0..<2 { _ = try await send(aws) }
        let ids = transport.requests.compactMap { $0.header("amz-sdk-invocation-id") }
        #expect(Set(ids).count == 2)
        for id in ids { #expect(id.contains(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)) }
    }

    @Test("after the last attempt the last error is thrown", arguments: [1, 2, 3, 7])
    func givingUp(maximum: Int) async throws {
        let transport = ScriptedTransport { _, number in .make(500, [:], Array("Error\(number)".utf8)) }
        let aws = AWSClient.test(transport, environment: ["AWS_MAX_ATTEMPTS": String(maximum)])
        let error = await #expect(throws: AWSServiceError.self) { try await send(aws) }
        #expect(error?.code == "Error\(maximum - 1)")
        #expect(transport.requests.count == maximum)
    }

    @Test("an error that will not pass is thrown at once", arguments: [400, 403, 404, 301, 304])
    func noRetry(status: Int) async throws {
        let transport = ScriptedTransport([.status(status, body: "No")])
        await #expect(throws: AWSServiceError.self) { try await send(.test(transport)) }
        #expect(transport.requests.count == 1)
    }

    @Test("an answer that breaks off in the middle is fetched again")
    func brokenBody() async throws {
        let transport = ScriptedTransport([.broken(200, body: "goo"), .status(200, body: "good")])
        #expect(try await send(.test(transport)) == "good")
    }

    @Test("an error found in the body of a success is one like any other")
    func errorInSuccess() async throws {
        let transport = ScriptedTransport([.status(200, body: "bad"), .status(200, body: "good")])
        let answer = try await AWSClient.test(transport).send(
            Self.call,
            parse: { AWSServiceError("x", "", status: $0.status) },
            read: { response in
                let text = String(decoding: try await response.body.bytes(upTo: 100), as: UTF8.self)
                if text == "bad" { throw AWSServiceError("InternalError", "", status: 500) }
                return text
            }
        )
        #expect(answer == "good")
    }

    @Test(
        "a service that says when to come back is obeyed",
        arguments: [("x-amz-retry-after", "2500", 2.5), ("retry-after", "4", 4), ("retry-after", "86400", 6)]
    )
    func retryAfter(name: String, value: String, atMost: Double) async throws {
        let clock = ManualClock()
        let transport = ScriptedTransport([.status(503, headers: [name: value]), .status(200)])
        _ = try await send(.test(transport, clock: clock))
        let sleep = try #require(clock.sleeps.first).inSeconds
        #expect(clock.sleeps.count == 1)
        #expect(sleep <= atMost && sleep >= min(atMost, 5))
    }

    @Test("when the quota is used up nothing is tried again")
    func quota() async throws {
        let transport = ScriptedTransport([.status(500)])
        let aws = AWSClient.test(transport)
        for _ in 0..<50 { await #expect(throws: AWSServiceError.self) { try await send(aws) } }
        #expect(transport.requests.count == 150)
        await #expect(throws: AWSServiceError.self) { try await send(aws) }
        #expect(transport.requests.count == 151)
    }

    @Test("keys that cannot be had are not asked for again and again")
    func credentials() async throws {
        let transport = ScriptedTransport([.status(200)])
        let aws = AWSClient.test(transport, credentials: StaticCredentials(nil))
        await #expect(throws: CredentialError.self) { try await send(aws) }
        #expect(transport.requests.isEmpty)
    }

    @Test("a setting that makes no sense is an error, not a default")
    func settings() async throws {
        let transport = ScriptedTransport([.status(200)])
        let cases: [([String: String], AWSClientError)] = [
            (["AWS_REGION": ""], .noRegion), (["AWS_ENDPOINT_URL": "localhost"], .badEndpoint("localhost")),
            (
                ["AWS_MAX_ATTEMPTS": "many"],
                .badSetting(name: "AWS_MAX_ATTEMPTS", value: "many", expected: "a number from 1 on")
            ),
            (
                ["AWS_RETRY_MODE": "eager"],
                .badSetting(name: "AWS_RETRY_MODE", value: "eager", expected: "standard, adaptive or legacy")
            ),
        ]
        for (environment, expected) in cases {
            let error = await #expect(throws: AWSClientError.self) {
                try await send(.test(transport, environment: environment))
            }
            #expect(error == expected)
        }
        #expect(transport.requests.isEmpty)
    }

    @Test("a call that needs no keys is not signed")
    func unsigned() async throws {
        let transport = ScriptedTransport([.status(200)])
        var call = Self.call
        call.isSigned = false
        _ = try await send(.test(transport, credentials: StaticCredentials(nil)), call)
        #expect(transport.requests.first?.header("authorization") == nil)
    }

    @Test("an endpoint's path and a bucket's host name are part of what is signed")
    func address() async throws {
        let transport = ScriptedTransport([.status(200)])
        var call = AWSClient.Call(.s3, method: "GET")
        call.path = "/key"
        call.query = "a=1"
        call.hostPrefix = "bucket"
        let environment = ["AWS_ENDPOINT_URL_S3": "https://proxy.example:443/prefix/"]
        _ = try await send(.test(transport, environment: environment), call)
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://bucket.proxy.example/prefix/key?a=1")
        #expect(request.header("host") == "bucket.proxy.example")
        try SignatureVerifier.test.verify(request, at: ManualClock.start)
    }
}
