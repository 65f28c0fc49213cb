import NIOCore
package import SluiceModel
package import SluiceWire

/// The keys of an EC2 instance's role, from the instance metadata service.
///
/// Version 2 of the service is asked; version 1 only when there is no other and nobody has forbidden it.
package struct InstanceCredentials: CredentialProvider {
    private let environment: [String: String]
    private let transport: any HTTPTransport

    private static let source = "the instance metadata service"

    /// The service of this instance.
    package init(environment: [String: String], transport: any HTTPTransport) {
        self.environment = environment
        self.transport = transport
    }

    /// The role's keys; nil when there is no service, or no role, or it is switched off.
    /// - Throws: `CredentialError.failed` when there is a role but no keys for it.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        guard !isOn("AWS_EC2_METADATA_DISABLED") else { return nil }
        var headers: [(name: String, value: String)] = []
        switch try await token() {
        case .absent: return nil
        case .versionOne: break
        case .token(let token): headers.append((name: "x-aws-ec2-metadata-token", value: token))
        }
        let path = "/latest/meta-data/iam/security-credentials/"
        guard let list = try await answer("GET", path, headers), list.status == 200,
            let role = String(decoding: list.body, as: UTF8.self).split(whereSeparator: \.isNewline).first
        else { return nil }
        guard let keys = try await answer("GET", path + role, headers), keys.status == 200 else {
            throw CredentialError.failed(source: Self.source, reason: "it gives no keys for its role \(role)")
        }
        return try MetadataKeys.read(keys.body, source: Self.source)
    }

    private enum Session {
        /// There is no service.
        case absent
        /// The service knows no tokens.
        case versionOne
        case token(String)
    }

    private func token() async throws -> Session {
        let header = [(name: "x-aws-ec2-metadata-token-ttl-seconds", value: "21600")]
        guard let answer = try await answer("PUT", "/latest/api/token", header) else { return .absent }
        switch answer.status {
        case 200: return .token(String(decoding: answer.body, as: UTF8.self))
        case 403, 404, 405: return isOn("AWS_EC2_METADATA_V1_DISABLED") ? .absent : .versionOne
        default: return .absent
        }
    }

    private var endpoint: String {
        if let own = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"], !own.isEmpty {
            return own.hasSuffix("/") ? String(own.dropLast()) : own
        }
        let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        return isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }

    private func isOn(_ variable: String) -> Bool { environment[variable]?.lowercased() == "true" }

    /// The answer to one request, which has one second; nil when none comes, as everywhere but on EC2.
    private func answer(
        _ method: String,
        _ path: String,
        _ headers: [(name: String, value: String)]
    ) async throws -> (status: Int, body: [UInt8])? {
        let request = TransportRequest(method: method, url: endpoint + path, headers: headers, timeout: .seconds(1))
        do {
            let response = try await transport.execute(request)
            return (response.status, try await response.body.bytes(upTo: 64 * 1024))
        } catch is TransportError {
            return nil
        }
    }
}
