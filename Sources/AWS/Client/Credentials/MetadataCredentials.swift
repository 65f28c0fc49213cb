import NIOCore
package import SluiceModel
package import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The keys of an ECS task or EKS pod, from the container's credentials endpoint.
package struct ContainerCredentials: CredentialProvider {
    private let environment: [String: String]
    private let transport: any HTTPTransport
    private let readFile: @Sendable (String) -> String?

    private static let allowedHosts = [
        "localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
    ]

    /// The endpoint that the environment names; the token file is read anew each time.
    package init(
        environment: [String: String],
        transport: any HTTPTransport,
        readFile: @escaping @Sendable (String) -> String?
    ) {
        self.environment = environment
        self.transport = transport
        self.readFile = readFile
    }

    /// The task's keys; nil when the environment names no endpoint.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        guard let url = try Self.url(environment) else { return nil }
        var request = TransportRequest(method: "GET", url: url, timeout: .seconds(2))
        request.headers = [(name: "accept", value: "application/json")]
        if let token = try token() { request.headers.append((name: "authorization", value: token)) }
        let keys = try await MetadataKeys.fetch(request, transport, attempts: 3, source: "the container endpoint")
        return keys
    }

    /// The address; nil when none is set.
    /// - Throws: `CredentialError` when a full address leads away from this machine without TLS.
    static func url(_ environment: [String: String]) throws(CredentialError) -> String? {
        if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], !path.isEmpty {
            return "http://169.254.170.2\(path)"
        }
        guard let url = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"], !url.isEmpty else { return nil }
        if url.hasPrefix("https://") { return url }
        let rest = url.hasPrefix("http://") ? url.dropFirst("http://".count) : ""
        let authority = rest.prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        guard allowedHosts.contains(String(host)) || host.hasPrefix("127.") else {
            throw .failed(
                source: "the container endpoint",
                reason: "'\(url)' is neither https nor an address of this machine"
            )
        }
        return url
    }

    private func token() throws(CredentialError) -> String? {
        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
            guard let text = readFile(path) else {
                throw .failed(source: "the container endpoint", reason: "the token file \(path) cannot be read")
            }
            token = text
        }
        guard token?.contains(where: \.isNewline) != true else {
            throw .failed(source: "the container endpoint", reason: "the authorization token has a line end in it")
        }
        return token
    }
}

/// The keys of an EC2 instance's role, from the instance metadata service, version 2.
package struct InstanceCredentials: CredentialProvider {
    private let environment: [String: String]
    private let transport: any HTTPTransport

    /// The service of this instance.
    package init(environment: [String: String], transport: any HTTPTransport) {
        self.environment = environment
        self.transport = transport
    }

    /// The role's keys; nil when there is no service or it is switched off.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        let base = endpoint + "/latest/meta-data/iam/security-credentials/"
        guard let token = try await token() else { return nil }
        var headers: [(name: String, value: String)] = []
        if !token.isEmpty { headers.append((name: "x-aws-ec2-metadata-token", value: token)) }
        guard let list = try? await text("GET", base, headers), list.status == 200,
            let role = list.body.split(whereSeparator: \.isNewline).first
        else { return nil }
        return try await MetadataKeys.fetch(
            TransportRequest(method: "GET", url: base + role, headers: headers, timeout: .seconds(1)),
            transport,
            attempts: 1,
            source: "the instance metadata service"
        )
    }

    private var endpoint: String {
        if let own = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] {
            return own.hasSuffix("/") ? String(own.dropLast()) : own
        }
        let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        return isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }

    /// A session token; empty for a service that knows only version 1; nil when there is no service.
    private func token() async throws -> String? {
        let header = [(name: "x-aws-ec2-metadata-token-ttl-seconds", value: "21600")]
        guard let answer = try? await text("PUT", endpoint + "/latest/api/token", header) else { return nil }
        switch answer.status {
        case 200: return answer.body
        case 403, 404, 405:
            return environment["AWS_EC2_METADATA_V1_DISABLED"]?.lowercased() == "true" ? nil : ""
        default: return nil
        }
    }

    private func text(
        _ method: String,
        _ url: String,
        _ headers: [(name: String, value: String)]
    ) async throws -> (status: Int, body: String) {
        let request = TransportRequest(method: method, url: url, headers: headers, timeout: .seconds(1))
        let response = try await transport.execute(request)
        return (response.status, String(buffer: try await response.body.collect(upTo: 64 * 1024)))
    }
}

/// Keys as the metadata services and credential processes write them.
struct MetadataKeys: Decodable {
    let accessKeyID: String
    let secretAccessKey: String
    let token: String?
    let expiration: Timestamp?

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        accessKeyID = try container.decode(String.self, forKey: .accessKeyID)
        secretAccessKey = try container.decode(String.self, forKey: .secretAccessKey)
        token =
            try container.decodeIfPresent(String.self, forKey: .token)
            ?? container.decodeIfPresent(String.self, forKey: .sessionToken)
        expiration = try container.decodeIfPresent(String.self, forKey: .expiration).flatMap { Timestamp(rfc3339: $0) }
    }

    var credentials: AWSCredentials {
        AWSCredentials(
            accessKeyID: accessKeyID,
            secretAccessKey: secretAccessKey,
            sessionToken: token,
            expiration: expiration
        )
    }

    static func fetch(
        _ request: TransportRequest,
        _ transport: any HTTPTransport,
        attempts: Int,
        source: String
    ) async throws -> AWSCredentials {
        var reason = ""
        for _ in 0..<attempts {
            do {
                let response = try await transport.execute(request)
                let body = try await response.body.collect(upTo: 256 * 1024)
                guard response.status == 200 else {
                    reason = "it answered \(response.status)"
                    continue
                }
                return try JSONDecoder().decode(MetadataKeys.self, from: Data(body.readableBytesView)).credentials
            } catch let error as DecodingError {
                throw CredentialError.failed(source: source, reason: "its answer makes no sense: \(error)")
            } catch {
                reason = "\(error)"
            }
        }
        throw CredentialError.failed(source: source, reason: reason)
    }
}
