import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

@Suite("Where keys come from")
struct CredentialChainTests {
    private static let config = """
        [default]
        aws_access_key_id = CONFIG
        aws_secret_access_key = s

        [profile process]
        credential_process = printf '{"Version": 1, "AccessKeyId": "PROCESS", "SecretAccessKey": "s"}'
        aws_access_key_id = CONFIG
        aws_secret_access_key = s

        [profile role]
        role_arn = arn:aws:iam::1:role/a
        source_profile = default
        external_id = e
        role_session_name = me
        duration_seconds = 900

        [profile deep]
        role_arn = arn:aws:iam::1:role/b
        source_profile = role

        [profile own]
        role_arn = arn:aws:iam::1:role/c
        source_profile = own
        aws_access_key_id = OWN
        aws_secret_access_key = s

        [profile environment]
        role_arn = arn:aws:iam::1:role/d
        credential_source = Environment

        [profile web]
        role_arn = arn:aws:iam::1:role/e
        web_identity_token_file = /token

        [profile sourceless]
        role_arn = arn:aws:iam::1:role/f

        [profile lost]
        role_arn = arn:aws:iam::1:role/g
        source_profile = nobody

        [profile odd]
        role_arn = arn:aws:iam::1:role/h
        credential_source = Heaven

        [profile left]
        role_arn = arn:aws:iam::1:role/i
        source_profile = right

        [profile right]
        role_arn = arn:aws:iam::1:role/j
        source_profile = left

        [profile half]
        aws_access_key_id = HALF

        [profile empty]
        output = json
        """
    private static let credentials = "[shared]\naws_access_key_id = SHARED\naws_secret_access_key = s\n"

    /// Answers as STS, the container endpoint and the instance metadata service do.
    private static func transport(hasInstance: Bool = false) -> ScriptedTransport {
        ScriptedTransport { request, _ in
            if request.url.contains("169.254.169.254") {
                guard hasInstance else { throw TransportError.timedOut("no such host") }
                if request.method == "PUT" { return .make(200, [:], Array("token".utf8)) }
                let isList = request.url.hasSuffix("/security-credentials/")
                return .make(200, [:], Array((isList ? "role" : Self.keys("INSTANCE")).utf8))
            }
            if request.url.hasPrefix("http://169.254.170.2/") { return .make(200, [:], Array(keys("CONTAINER").utf8)) }
            let operation = request.text.contains("WithWebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole"
            let role = request.text.split(separator: "%2F").last?.prefix(1) ?? ""
            return .make(200, [:], Array(Self.role(operation, key: "ROLE-\(role)").utf8))
        }
    }

    private static func keys(_ id: String) -> String {
        #"{"AccessKeyId": "\#(id)", "SecretAccessKey": "s", "Token": "t", "Expiration": "2030-01-01T00:00:00Z"}"#
    }

    /// The form of an answer of STS (API version 2011-06-15).
    private static func role(_ operation: String, key: String) -> String {
        """
        <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(operation)Result><Credentials>\
        <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
        <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></\(operation)Result></\(operation)Response>
        """
    }

    private func keys(
        _ environment: [String: String],
        _ transport: ScriptedTransport = transport()
    ) async throws -> String? {
        let defaults = ["AWS_REGION": "eu-central-1", "PATH": "/usr/bin:/bin"]
        let configuration = AWSConfiguration(
            environment: defaults.merging(environment) { $1 },
            configFile: Self.config,
            credentialsFile: Self.credentials
        )
        let chain = CredentialChain.standard(configuration, transport: transport, clock: ManualClock()) { path in
            path == "/token" ? "web token\n" : nil
        }
        return try await chain.credentials(at: ManualClock.start)?.accessKeyID
    }

    @Test(
        "the first place that has keys gives them",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_PROFILE": "role"], "ENV"),
            (["AWS_PROFILE": "shared"], "SHARED"), ([:], "CONFIG"), (["AWS_PROFILE": "process"], "PROCESS"),
            (["AWS_PROFILE": "role"], "ROLE-a"), (["AWS_PROFILE": "deep"], "ROLE-b"),
            (["AWS_PROFILE": "own"], "ROLE-c"), (["AWS_PROFILE": "web"], "ROLE-e"),
            (["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/w"], "ROLE-w"),
            (["AWS_PROFILE": "empty", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x"], "CONTAINER"),
        ] as [([String: String], String)]
    )
    func order(environment: [String: String], expected: String) async throws {
        #expect(try await keys(environment) == expected)
    }

    @Test("the instance is asked last")
    func instance() async throws {
        let transport = Self.transport(hasInstance: true)
        #expect(try await keys(["AWS_PROFILE": "empty"], transport) == "INSTANCE")
        #expect(transport.requests.map(\.method) == ["PUT", "GET", "GET"])
    }

    @Test("without keys anywhere every place is named")
    func none() async throws {
        let error = await #expect(throws: CredentialError.self) { try await keys(["AWS_PROFILE": "empty"]) }
        let names = [
            "environment", "credentials file, profile empty", "config file, profile empty", "container endpoint",
            "instance metadata",
        ]
        #expect(error == .none(tried: names))
    }

    @Test(
        "what is configured wrongly is said, not passed over",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "a"], "the environment", "AWS_SECRET_ACCESS_KEY is not"),
            (["AWS_PROFILE": "half"], "profile half", "aws_secret_access_key is not"),
            (["AWS_PROFILE": "nobody"], "profile nobody", "neither the config file nor the credentials file"),
            (["AWS_PROFILE": "sourceless"], "profile sourceless", "source_profile or a credential_source"),
            (["AWS_PROFILE": "lost"], "profile lost", "'nobody' is not there"),
            (["AWS_PROFILE": "odd"], "profile odd", "'Heaven'"),
            (["AWS_PROFILE": "left"], "profile right", "in a circle: left, right, left"),
            (["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"], "web identity", "AWS_ROLE_ARN is not"),
            (
                ["AWS_WEB_IDENTITY_TOKEN_FILE": "/other", "AWS_ROLE_ARN": "arn"], "the role arn",
                "/other cannot be read"
            ),
        ] as [([String: String], String, String)]
    )
    func mistakes(environment: [String: String], source: String, reason: String) async throws {
        let error = await #expect(throws: CredentialError.self) { try await keys(environment) }
        guard case .failed(let found, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == source)
        #expect(text.contains(reason), "\(text)")
    }

    @Test("a role's source may be the environment, which has its own keys missing")
    func environmentSource() async throws {
        let error = await #expect(throws: CredentialError.self) { try await keys(["AWS_PROFILE": "environment"]) }
        #expect(error == .none(tried: ["environment"]))
    }

    @Test("AssumeRole is a signed form with what the profile says")
    func assumeRole() async throws {
        let transport = Self.transport()
        _ = try await keys(["AWS_PROFILE": "role"], transport)
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://sts.eu-central-1.amazonaws.com/")
        #expect(request.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(
            Set(request.text.split(separator: "&")) == [
                "Action=AssumeRole", "Version=2011-06-15", "RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa",
                "RoleSessionName=me", "ExternalId=e", "DurationSeconds=900",
            ]
        )
        let claim = try SignatureClaim(
            SignableRequest(method: "POST", rawPath: "/", rawQuery: nil, headers: request.headers)
        )
        #expect(claim.accessKeyID == "CONFIG")
        #expect(claim.scope.service == "sts")
    }

    @Test("a role on a role takes one after the other")
    func chained() async throws {
        let transport = Self.transport()
        _ = try await keys(["AWS_PROFILE": "deep"], transport)
        let claims = try transport.requests.map {
            try SignatureClaim(SignableRequest(method: "POST", rawPath: "/", rawQuery: nil, headers: $0.headers))
        }
        #expect(claims.map(\.accessKeyID) == ["CONFIG", "ROLE-a"])
    }

    @Test("a web identity is sent unsigned, its token without white space")
    func webIdentity() async throws {
        let transport = Self.transport()
        _ = try await keys(["AWS_PROFILE": "web"], transport)
        let request = try #require(transport.requests.first)
        #expect(request.header("authorization") == nil)
        #expect(request.text.contains("Action=AssumeRoleWithWebIdentity"))
        #expect(request.text.contains("WebIdentityToken=webtoken"))
        #expect(request.text.contains("RoleSessionName=sluice"))
    }

    @Test("STS is asked again when it is in trouble, and its refusal is passed on")
    func stsErrors() async throws {
        let refusal = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
            <Code>AccessDenied</Code><Message>not you</Message></Error><RequestId>r</RequestId></ErrorResponse>
            """
        let transport = ScriptedTransport([.status(500), .failure(.failed("reset")), .status(403, body: refusal)])
        let error = await #expect(throws: CredentialError.self) { try await keys(["AWS_PROFILE": "role"], transport) }
        #expect(error == .failed(source: "the role arn:aws:iam::1:role/a", reason: "STS says AccessDenied: not you"))
        #expect(transport.requests.count == 3)
    }
}
