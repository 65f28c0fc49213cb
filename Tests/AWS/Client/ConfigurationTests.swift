import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

@Suite("AWS configuration files")
struct INIFileTests {
    @Test("sections, comments, white space and nested keys are read as other clients read them")
    func read() {
        let file = INIFile(
            """
            # a comment
            [default]
            region = eu-central-1   # trailing comment
            output=json
            [profile   dev]
            AWS_ACCESS_KEY_ID=AKIA
            services = local
            s3 =
              addressing_style = path
            [services local]
            sqs =
              endpoint_url = http://127.0.0.1:4566
            nonsense
            """
        )
        #expect(file.sections["default"] == ["region": "eu-central-1", "output": "json"])
        #expect(file.sections["profile dev"]?["aws_access_key_id"] == "AKIA")
        #expect(file.sections["profile dev"]?["s3.addressing_style"] == "path")
        #expect(file.sections["services local"]?["sqs.endpoint_url"] == "http://127.0.0.1:4566")
    }
}

@Suite("Region, profile and endpoints")
struct AWSConfigurationTests {
    private let config = """
        [default]
        region = eu-west-1
        [profile dev]
        region = eu-north-1
        services = local
        endpoint_url = http://profile
        max_attempts = 7
        [services local]
        sqs =
          endpoint_url = http://services
        """

    private func configuration(_ environment: [String: String]) -> AWSConfiguration {
        AWSConfiguration(environment: environment, configFile: config)
    }

    @Test(
        "the region comes from the environment, then the profile",
        arguments: [
            ([:], "eu-west-1"), (["AWS_DEFAULT_REGION": "a"], "a"),
            (["AWS_REGION": "b", "AWS_DEFAULT_REGION": "a"], "b"),
            (["AWS_PROFILE": "dev"], "eu-north-1"),
        ] as [([String: String], String)]
    )
    func region(environment: [String: String], expected: String) {
        #expect(configuration(environment).region == expected)
    }

    @Test(
        "endpoints in their order",
        arguments: [
            ([:], nil), (["AWS_ENDPOINT_URL": "http://all/"], "http://all"),
            (["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_SQS": "http://sqs"], "http://sqs"),
            (["AWS_PROFILE": "dev"], "http://services"),
            (["AWS_PROFILE": "dev", "AWS_ENDPOINT_URL": "http://all"], "http://all"),
            (["AWS_ENDPOINT_URL": "http://all", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"], nil),
        ] as [([String: String], String?)]
    )
    func endpoint(environment: [String: String], expected: String?) {
        #expect(configuration(environment).endpoint(for: "SQS") == expected)
    }

    @Test("a service without an entry of its own takes the profile's endpoint, and names with spaces get underscores")
    func otherEndpoints() {
        #expect(configuration(["AWS_PROFILE": "dev"]).endpoint(for: "S3") == "http://profile")
        let environment = ["AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING": "http://x"]
        #expect(configuration(environment).endpoint(for: "Application Auto Scaling") == "http://x")
    }

    @Test("attempts: three, or as configured")
    func attempts() {
        #expect(configuration([:]).maximumAttempts == 3)
        #expect(configuration(["AWS_PROFILE": "dev"]).maximumAttempts == 7)
        #expect(configuration(["AWS_PROFILE": "dev", "AWS_MAX_ATTEMPTS": "1"]).maximumAttempts == 1)
    }
}

@Suite("Retries of the AWS client")
struct RetryTests {
    @Test("the quota pays for retries until it is used up, and earns back what succeeded")
    func quota() {
        var quota = RetryQuota(capacity: 12)
        #expect(quota.take(isTimeout: true) == 10)
        #expect(quota.take(isTimeout: false) == nil)
        quota.giveBack(10)
        #expect(quota.take(isTimeout: false) == 5)
        quota.giveBack(nil)
        #expect(quota.take(isTimeout: false) == 5)
    }

    @Test(
        "what is tried again",
        arguments: [
            (AWSServiceError("InternalError", "", status: 500), true),
            (AWSServiceError("SlowDown", "", status: 503), true),
            (AWSServiceError("ThrottlingException", "", status: 400), true),
            (AWSServiceError("RequestThrottled", "", status: 403), true),
            (AWSServiceError("NoSuchKey", "", status: 404), false),
            (AWSServiceError("AccessDenied", "", status: 403), false),
            (AWSServiceError("NotImplemented", "", status: 501), false),
        ]
    )
    func worthwhile(error: AWSServiceError, expected: Bool) {
        #expect(RetryDecision.isWorthwhile(.service(error)) == expected)
    }

    @Test(
        "the wait has full jitter up to twice as much each time, at most 20 s",
        arguments: [(1, 1), (2, 2), (3, 4), (9, 20)]
    )
    func wait(attempt: Int, limit: Int) {
        var generator = SeededGenerator(seed: UInt64(attempt))
        let waits = (0..<200).map { _ in RetryDecision.wait(after: attempt, retryAfter: nil, using: &generator) }
        #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(limit) })
        #expect((waits.max() ?? .zero) > .seconds(limit) / 2)
    }

    @Test("what a server asks for counts between our own wait and five seconds more")
    func retryAfter() {
        var generator = SeededGenerator(seed: 1)
        #expect(RetryDecision.wait(after: 1, retryAfter: .seconds(3), using: &generator) == .seconds(3))
        #expect(RetryDecision.wait(after: 1, retryAfter: .seconds(3600), using: &generator) <= .seconds(6))
    }
}

@Suite("Credentials")
struct CredentialTests {
    private struct Failing: CredentialProvider {
        func credentials(at now: Timestamp) async throws -> AWSCredentials? {
            throw CredentialError.failed(source: "test", reason: "no")
        }
    }

    @Test("the environment comes first, and half a pair of keys counts as none")
    func environment() async throws {
        let now = Timestamp(seconds: 0)
        let both = StaticCredentials(environment: ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s"])
        let half = StaticCredentials(environment: ["AWS_ACCESS_KEY_ID": "a"])
        let chain = CredentialChain([("half", half), ("both", both), ("failing", Failing())])
        #expect(try await chain.credentials(at: now)?.accessKeyID == "a")
        await #expect(throws: CredentialError.none(tried: ["half"])) {
            try await CredentialChain([("half", half)]).credentials(at: now)
        }
    }

    @Test("a program prints keys", arguments: [("1", true), ("2", false)])
    func process(version: String, isGood: Bool) async throws {
        let json =
            #"{"Version": \#(version), "AccessKeyId": "AK", "SecretAccessKey": "S", "SessionToken": "T", "Expiration": "2030-01-01T00:00:00Z"}"#
        let provider = ProcessCredentials(command: "echo '\(json)'", environment: ["PATH": "/usr/bin:/bin"])
        if isGood {
            let keys = try await provider.credentials(at: Timestamp(seconds: 0))
            #expect(keys?.sessionToken == "T")
            #expect(keys?.expiration == Timestamp(rfc3339: "2030-01-01T00:00:00Z"))
        } else {
            await #expect(throws: CredentialError.self) { try await provider.credentials(at: Timestamp(seconds: 0)) }
        }
    }

    @Test("a failed refresh is not remembered")
    func recovery() async throws {
        let source = FlakyProvider(failures: 1)
        let cache = CredentialCache(source)
        await #expect(throws: CredentialError.self) { try await cache.current() }
        #expect(try await cache.current().accessKeyID == "AK")
    }

    @Test("many callers lead to one question")
    func singleFlight() async throws {
        let source = FlakyProvider(failures: 0)
        let cache = CredentialCache(source)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await cache.current() } }
            try await group.waitForAll()
        }
        #expect(await source.questions == 1)
    }
}

/// Fails so many times, then has keys.
private actor FlakyProvider: CredentialProvider {
    private var failures: Int
    private(set) var questions = 0

    init(failures: Int) {
        self.failures = failures
    }

    func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        questions += 1
        if failures > 0 {
            failures -= 1
            throw CredentialError.failed(source: "test", reason: "not yet")
        }
        return AWSCredentials(accessKeyID: "AK", secretAccessKey: "S")
    }
}
