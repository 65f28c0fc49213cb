import SluiceAWS
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    private static let config = """
        [default]
        region = us-west-1
        endpoint_url = http://default.example

        [profile work]
        region = eu-west-1
        services = work
        retry_mode = legacy

        [profile plain]
        endpoint_url = http://plain.example:8080/
        max_attempts = 9

        [services work]
        s3 =
          endpoint_url = http://s3.work.example
        application_auto_scaling =
          endpoint_url = http://scaling.work.example
        """

    private func configuration(_ environment: [String: String]) -> AWSConfiguration {
        AWSConfiguration(environment: environment, configFile: Self.config)
    }

    @Test(
        "the region comes from AWS_REGION, AWS_DEFAULT_REGION, the profile, in this order",
        arguments: [
            (["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"], "a"), (["AWS_DEFAULT_REGION": "b"], "b"),
            (["AWS_REGION": "", "AWS_DEFAULT_REGION": "b"], "b"), ([:], "us-west-1"),
            (["AWS_PROFILE": "work"], "eu-west-1"), (["AWS_DEFAULT_PROFILE": "work"], "eu-west-1"),
            (["AWS_PROFILE": "default", "AWS_DEFAULT_PROFILE": "work"], "us-west-1"), (["AWS_PROFILE": "plain"], nil),
        ] as [([String: String], String?)]
    )
    func region(environment: [String: String], expected: String?) {
        #expect(configuration(environment).region == expected)
    }

    @Test(
        "endpoints come from the service's variable, the general one, the services section, the profile",
        arguments: [
            (["AWS_ENDPOINT_URL": "http://all"], AWSService.sqs, "http://all"),
            (["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_SQS": "http://one"], .sqs, "http://one"),
            (["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_SQS": "http://one"], .s3, "http://all"),
            (["AWS_PROFILE": "work"], .s3, "http://s3.work.example"),
            (["AWS_PROFILE": "work", "AWS_ENDPOINT_URL": "http://all"], .s3, "http://all"),
            (["AWS_PROFILE": "work"], .sqs, "https://sqs.eu-west-1.amazonaws.com"),
            (
                ["AWS_PROFILE": "work"],
                AWSService(id: "Application Auto Scaling", signingName: "application-autoscaling"),
                "http://scaling.work.example"
            ),
            (["AWS_PROFILE": "plain", "AWS_REGION": "x"], .sqs, "http://plain.example:8080"),
            ([:], .sqs, "http://default.example"),
            (
                ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://all"], .sqs,
                "https://sqs.us-west-1.amazonaws.com"
            ),
            (
                ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE", "AWS_REGION": "cn-north-1"], .s3,
                "https://s3.cn-north-1.amazonaws.com.cn"
            ),
            (
                ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"],
                AWSService(id: "CloudWatch", signingName: "monitoring"),
                "https://monitoring.us-west-1.amazonaws.com"
            ),
        ] as [([String: String], AWSService, String)]
    )
    func endpoint(environment: [String: String], service: AWSService, expected: String) throws {
        let endpoint = try configuration(environment).endpoint(for: service)
        #expect("\(endpoint.scheme.rawValue)://\(endpoint.authority())\(endpoint.path)" == expected)
    }

    @Test(
        "attempts follow from mode and number, the environment's first",
        arguments: [
            ([:], 3), (["AWS_MAX_ATTEMPTS": "7"], 7), (["AWS_RETRY_MODE": "legacy"], 5),
            (["AWS_RETRY_MODE": "adaptive"], 3), (["AWS_PROFILE": "work"], 5), (["AWS_PROFILE": "plain"], 9),
            (["AWS_PROFILE": "plain", "AWS_MAX_ATTEMPTS": "1"], 1),
        ] as [([String: String], Int)]
    )
    func attempts(environment: [String: String], expected: Int) {
        #expect(configuration(environment).maximumAttempts == expected)
        #expect(configuration(environment).problem == nil)
    }

    @Test("of two files the credentials file wins, value by value")
    func twoFiles() {
        let configuration = AWSConfiguration(
            environment: [:],
            configFile: "[default]\nregion = a\naws_access_key_id = x",
            credentialsFile: "[default]\naws_access_key_id = y"
        )
        #expect(configuration.settings(ofProfile: "default") == ["region": "a", "aws_access_key_id": "y"])
    }
}

@Suite("Endpoints")
struct EndpointTests {
    @Test(
        "a URL is taken apart",
        arguments: [
            ("http://127.0.0.1:4566", "http", "127.0.0.1:4566", ""),
            ("https://Example.COM/", "https", "example.com", ""),
            ("http://[::1]:80/a/b/", "http", "[::1]", "/a/b"), ("https://x:443", "https", "x", ""),
            ("https://x:80", "https", "x:80", ""), ("HTTP://x", "http", "x", ""),
        ]
    )
    func parts(text: String, scheme: String, authority: String, path: String) throws {
        let endpoint = try #require(Endpoint(text))
        #expect(endpoint.scheme.rawValue == scheme)
        #expect(endpoint.authority() == authority)
        #expect(endpoint.path == path)
    }

    @Test(
        "what is no endpoint is refused",
        arguments: [
            "", "localhost:4566", "ftp://x", "http:/x", "http://", "http://:80", "http://x:port", "http://x:0",
            "http://x:70000", "http://user@x", "http://x/?a=1", "http://x y",
        ]
    )
    func refused(text: String) {
        #expect(Endpoint(text) == nil)
    }

    @Test(
        "addresses and this machine are told from names",
        arguments: [
            ("http://localhost", true, true), ("http://127.0.0.1", true, true), ("http://127.8.9.1:80", true, true),
            ("http://[::1]:4566", true, true), ("http://169.254.170.2", true, false),
            ("http://[fd00:ec2::23]", true, false), ("http://127.evil.example", false, false),
            ("http://1.2.3.4.example", false, false), ("http://300.1.1.1", false, false),
            ("http://local.example", false, false),
        ]
    )
    func addresses(text: String, isAddress: Bool, isLoopback: Bool) throws {
        let endpoint = try #require(Endpoint(text))
        #expect(endpoint.isAddress == isAddress)
        #expect(endpoint.isLoopback == isLoopback)
    }
}

@Suite("INI files")
struct INIFileTests {
    @Test(
        "what other clients read is read",
        arguments: [
            ("[a]\nk = v", ["a": ["k": "v"]]),
            ("[a]\r\nk=v\r\n\r\n[b]\r\n", ["a": ["k": "v"], "b": [:]]),
            ("  [ a ]  \n  k   =   v w  ", ["a": ["k": "v w"]]),
            ("[profile  \t dev]\nk=v", ["profile dev": ["k": "v"]]),
            ("[profile \"my dev\"]\nk=v", ["profile my dev": ["k": "v"]]),
            ("# c\n; c\n[a] # c\n# k=v\nk=v # c\nl=v#1 ; c\nm=#x", ["a": ["k": "v", "l": "v#1", "m": "#x"]]),
            ("[a]\nKey=v", ["a": ["key": "v"]]),
            ("[a]\nk=a=b==", ["a": ["k": "a=b=="]]),
            ("[a]\nk=1\nk=2\n[b]\n[a]\nl=3", ["a": ["k": "2", "l": "3"], "b": [:]]),
            ("k=v\n[a\nk=v\n[b]\nnothing\n", ["b": [:]]),
            (
                "[services x]\nsqs =\n  endpoint_url = u\n\n  other = o\ns3=\n\tendpoint_url=w",
                [
                    "services x": [
                        "sqs": "", "sqs.endpoint_url": "u", "sqs.other": "o", "s3": "", "s3.endpoint_url": "w",
                    ]
                ]
            ),
            ("[a]\nk =\nl = v", ["a": ["k": "", "l": "v"]]),
            ("", [:]),
        ] as [(String, [String: [String: String]])]
    )
    func sections(text: String, expected: [String: [String: String]]) {
        #expect(INIFile(text).sections == expected)
    }
}
