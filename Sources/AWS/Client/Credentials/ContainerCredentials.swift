import NIOCore
package import SluiceModel
package import SluiceWire

/// The keys of an ECS task or EKS pod, from the container's credentials endpoint.
package struct ContainerCredentials: CredentialProvider {
    private let environment: [String: String]
    private let transport: any HTTPTransport
    private let clock: any TimeSource
    private let readFile: @Sendable (String) -> String?

    private static let source = "the container endpoint"
    private static let attempts = 3
    /// The addresses of ECS and EKS on the link of the container, which need no TLS.
    private static let linkHosts: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

    /// The endpoint that the environment names; the token file is read anew each time.
    package init(
        environment: [String: String],
        transport: any HTTPTransport,
        clock: any TimeSource = WallClock(),
        readFile: @escaping @Sendable (String) -> String?
    ) {
        self.environment = environment
        self.transport = transport
        self.clock = clock
        self.readFile = readFile
    }

    /// The task's keys; nil when the environment names no endpoint.
    /// - Throws: `CredentialError.failed`.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        guard let url = try Self.url(environment) else { return nil }
        var request = TransportRequest(method: "GET", url: url, timeout: .seconds(2))
        request.headers = [(name: "accept", value: "application/json")]
        if let token = try token() { request.headers.append((name: "authorization", value: token)) }
        var reason = ""
        for attempt in 1...Self.attempts {
            if attempt > 1 { try await clock.sleep(until: clock.now.advanced(by: .seconds(1)), tolerance: nil) }
            do {
                let response = try await transport.execute(request)
                let body = try await response.body.bytes(upTo: 256 * 1024)
                if response.status == 200 { return try MetadataKeys.read(body, source: Self.source) }
                reason = "it answered \(response.status)"
            } catch let error as TransportError {
                reason = "\(error)"
            }
        }
        throw CredentialError.failed(source: Self.source, reason: reason)
    }

    /// The address; nil when none is set.
    /// - Throws: `CredentialError.failed` when a full address leads away from this machine without TLS.
    static func url(_ environment: [String: String]) throws(CredentialError) -> String? {
        if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], !path.isEmpty {
            return "http://169.254.170.2\(path)"
        }
        guard let url = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"], !url.isEmpty else { return nil }
        guard let endpoint = Endpoint(String(url.prefix { $0 != "?" })),
            endpoint.isSecure || endpoint.isLoopback || linkHosts.contains(endpoint.host)
        else {
            throw .failed(source: source, reason: "'\(url)' is neither https nor an address of this machine")
        }
        return url
    }

    private func token() throws(CredentialError) -> String? {
        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
            guard let text = readFile(path) else {
                throw .failed(source: Self.source, reason: "the token file \(path) cannot be read")
            }
            token = text
        }
        guard token?.contains(where: \.isNewline) != true else {
            throw .failed(source: Self.source, reason: "the authorization token has a line end in it")
        }
        return token
    }
}
