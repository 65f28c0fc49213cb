import NIOCore
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

/// Rules of botocore's container and instance metadata fetchers.
@Suite("Metadata endpoints")
struct MetadataCredentialsTests {
    private static let keys =
        #"{"AccessKeyId": "AK", "SecretAccessKey": "s", "Token": "t", "Expiration": "2030-01-01T00:00:00Z"}"#

    private func container(
        _ environment: [String: String],
        _ transport: ScriptedTransport,
        clock: ManualClock = ManualClock(),
        files: [String: String] = [:]
    ) -> ContainerCredentials {
        ContainerCredentials(environment: environment, transport: transport, clock: clock) { files[$0] }
    }

    @Test(
        "the container endpoint is on this machine, on the task's link, or behind TLS",
        arguments: [
            ("http://localhost/a", true), ("http://127.0.0.1:51679/v2?id=1", true), ("http://127.1.2.3/", true),
            ("http://[::1]:80/", true), ("http://169.254.170.2/x", true),
            ("http://169.254.170.23/v1/credentials", true),
            ("http://[fd00:ec2::23]/v1/credentials", true), ("https://keys.example/", true),
            ("http://keys.example/", false), ("http://127.0.0.1.evil.example/", false),
            ("http://127.evil.example/", false), ("http://169.254.170.3/", false), ("http://localhost@evil/", false),
            ("ftp://localhost/", false), ("localhost", false),
        ]
    )
    func hosts(url: String, isAllowed: Bool) async throws {
        let transport = ScriptedTransport([.status(200, body: Self.keys)])
        let provider = container(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url], transport)
        if isAllowed {
            #expect(try await provider.credentials(at: ManualClock.start)?.accessKeyID == "AK")
            #expect(transport.requests.map(\.url) == [url])
        } else {
            await #expect(throws: CredentialError.self) { try await provider.credentials(at: ManualClock.start) }
            #expect(transport.requests.isEmpty)
        }
    }

    @Test("the relative address goes before the full one")
    func relative() async throws {
        let transport = ScriptedTransport([.status(200, body: Self.keys)])
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/x",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/",
        ]
        let keys = try await container(environment, transport).credentials(at: ManualClock.start)
        #expect(keys?.sessionToken == "t")
        #expect(keys?.expiration == Timestamp(rfc3339: "2030-01-01T00:00:00Z"))
        let request = try #require(transport.requests.first)
        #expect(request.url == "http://169.254.170.2/v2/credentials/x")
        #expect(request.header("accept") == "application/json")
        #expect(request.header("authorization") == nil)
    }

    @Test(
        "the token's file goes before its variable",
        arguments: [
            (["AWS_CONTAINER_AUTHORIZATION_TOKEN": "direct"], "direct"),
            (["AWS_CONTAINER_AUTHORIZATION_TOKEN": "direct", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t"], "filed"),
        ] as [([String: String], String)]
    )
    func token(environment: [String: String], expected: String) async throws {
        let transport = ScriptedTransport([.status(200, body: Self.keys)])
        let all = environment.merging(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/"]) { $1 }
        _ = try await container(all, transport, files: ["/t": "filed"]).credentials(at: ManualClock.start)
        #expect(transport.requests.first?.header("authorization") == expected)
    }

    @Test("a token that cannot be read or has a line end is refused", arguments: ["a\r\nx: y", "a\n", nil])
    func badToken(text: String?) async throws {
        let transport = ScriptedTransport([.status(200, body: Self.keys)])
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t",
        ]
        let provider = container(environment, transport, files: text.map { ["/t": $0] } ?? [:])
        await #expect(throws: CredentialError.self) { try await provider.credentials(at: ManualClock.start) }
        #expect(transport.requests.isEmpty)
    }

    @Test("the container endpoint is asked three times, a second apart")
    func containerRetries() async throws {
        let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/"]
        let clock = ManualClock()
        let transport = ScriptedTransport([.failure(.timedOut("x")), .status(500), .status(200, body: Self.keys)])
        #expect(try await container(environment, transport, clock: clock).credentials(at: clock.now) != nil)
        #expect(clock.sleeps == [.seconds(1), .seconds(1)])
        let broken = ScriptedTransport([.status(404)])
        await #expect(throws: CredentialError.failed(source: "the container endpoint", reason: "it answered 404")) {
            try await container(environment, broken).credentials(at: clock.now)
        }
        #expect(broken.requests.count == 3)
    }

    @Test(
        "an answer without keys is refused, and nothing of it is repeated",
        arguments: [
            (#"{"AccessKeyId": "AK"}"#, "its answer has no SecretAccessKey"),
            (#"{"Code": "Denied"}"#, "its answer has no AccessKeyId"),
            ("<html>", "its answer is not the JSON document that it should be"),
            (
                #"{"AccessKeyId": "AK", "SecretAccessKey": "s", "Expiration": "soon"}"#,
                "its answer is not the JSON document that it should be"
            ),
        ]
    )
    func badAnswer(body: String, reason: String) async throws {
        let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/"]
        let provider = container(environment, ScriptedTransport([.status(200, body: body)]))
        await #expect(throws: CredentialError.failed(source: "the container endpoint", reason: reason)) {
            try await provider.credentials(at: ManualClock.start)
        }
    }

    @Test("version 2 asks for a token first and shows it with each request")
    func instance() async throws {
        let transport = ScriptedTransport([
            .status(200, body: "TOKEN"), .status(200, body: "my-role\n"), .status(200, body: Self.keys),
        ])
        let keys = try await InstanceCredentials(environment: [:], transport: transport)
            .credentials(at: ManualClock.start)
        #expect(keys?.accessKeyID == "AK")
        let requests = transport.requests
        let base = "http://169.254.169.254/latest/"
        #expect(
            requests.map(\.url) == [
                base + "api/token", base + "meta-data/iam/security-credentials/",
                base + "meta-data/iam/security-credentials/my-role",
            ]
        )
        #expect(requests[0].method == "PUT")
        #expect(requests[0].header("x-aws-ec2-metadata-token-ttl-seconds") == "21600")
        for request in requests.dropFirst() { #expect(request.header("x-aws-ec2-metadata-token") == "TOKEN") }
        #expect(requests.allSatisfy { $0.timeout == .seconds(1) })
    }

    @Test(
        "version 1 serves when there is no version 2 and nobody has forbidden it",
        arguments: [
            (403, [:], true), (404, [:], true), (405, [:], true), (400, [:], false), (500, [:], false),
            (404, ["AWS_EC2_METADATA_V1_DISABLED": "true"], false),
            (404, ["AWS_EC2_METADATA_V1_DISABLED": "false"], true),
        ] as [(Int, [String: String], Bool)]
    )
    func versionOne(status: Int, environment: [String: String], isUsed: Bool) async throws {
        let transport = ScriptedTransport([.status(status), .status(200, body: "r"), .status(200, body: Self.keys)])
        let keys = try await InstanceCredentials(environment: environment, transport: transport)
            .credentials(at: ManualClock.start)
        #expect((keys != nil) == isUsed)
        #expect(transport.requests.count == (isUsed ? 3 : 1))
        #expect(transport.requests.last?.header("x-aws-ec2-metadata-token") == nil)
    }

    @Test("the service can be switched off, and be elsewhere")
    func switches() async throws {
        let transport = ScriptedTransport([.failure(.timedOut("x"))])
        func ask(_ environment: [String: String]) async throws -> AWSCredentials? {
            try await InstanceCredentials(environment: environment, transport: transport)
                .credentials(at: ManualClock.start)
        }
        #expect(try await ask(["AWS_EC2_METADATA_DISABLED": "true"]) == nil)
        #expect(transport.requests.isEmpty)
        #expect(try await ask(["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"]) == nil)
        #expect(try await ask(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://localhost:1/"]) == nil)
        #expect(
            transport.requests.map(\.url) == [
                "http://[fd00:ec2::254]/latest/api/token", "http://localhost:1/latest/api/token",
            ]
        )
    }

    @Test("an instance without a role has no keys, one whose role gives none is an error")
    func role() async throws {
        let without = ScriptedTransport([.status(200, body: "T"), .status(404)])
        #expect(
            try await InstanceCredentials(environment: [:], transport: without).credentials(at: ManualClock.start)
                == nil
        )
        let broken = ScriptedTransport([.status(200, body: "T"), .status(200, body: "r"), .status(500)])
        await #expect(throws: CredentialError.self) {
            try await InstanceCredentials(environment: [:], transport: broken).credentials(at: ManualClock.start)
        }
    }
}

@Suite("Credential processes")
struct ProcessCredentialsTests {
    private func run(_ command: String) async throws -> AWSCredentials? {
        let environment = ["PATH": "/usr/bin:/bin", "SECRET": "from the environment"]
        return try await ProcessCredentials(command: command, environment: environment)
            .credentials(at: ManualClock.start)
    }

    @Test("a program prints keys, and sees the environment")
    func keys() async throws {
        let json = #"{"Version": 1, "AccessKeyId": "AK", "SecretAccessKey": "$SECRET", "SessionToken": "t"}"#
        let keys = try await run("printf '%s' \"\(json.replacing("\"", with: "\\\""))\"")
        #expect(keys?.secretAccessKey == "from the environment")
        #expect(keys?.sessionToken == "t")
        #expect(keys?.expiration == nil)
    }

    @Test(
        "a program that fails or prints something else is named",
        arguments: [
            ("exit 3", "it ended with code 3"),
            ("echo hello", "its output is not JSON with \"Version\": 1"),
            (#"echo '{"Version": 2}'"#, "its output is not JSON with \"Version\": 1"),
            (#"echo '{"Version": 1}'"#, "its answer has no AccessKeyId"),
            ("/no/such/program 2> /dev/null", "it ended with code 127"),
        ]
    )
    func failures(command: String, reason: String) async throws {
        await #expect(throws: CredentialError.failed(source: "credential_process", reason: reason)) {
            try await run(command)
        }
    }
}
