import NIOCore
package import SluiceModel
package import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The keys of a role, from STS in its Query protocol.
package struct RoleCredentials: CredentialProvider {
    /// What proves that we may take the role.
    package enum Proof: Sendable {
        /// Keys of somebody who may.
        case keys(any CredentialProvider)
        /// A token in a file, read anew each time; the call is not signed.
        case webIdentity(tokenFile: String)
    }

    private let role: String
    private let sessionName: String
    private let externalID: String?
    private let durationSeconds: Int?
    private let proof: Proof
    private let endpoint: String
    private let region: String
    private let transport: any HTTPTransport
    private let readFile: @Sendable (String) -> String?

    /// The role `role`, taken at the STS of `configuration`'s region.
    package init(
        role: String,
        sessionName: String?,
        externalID: String? = nil,
        durationSeconds: Int? = nil,
        proof: Proof,
        configuration: AWSConfiguration,
        transport: any HTTPTransport,
        readFile: @escaping @Sendable (String) -> String?
    ) {
        self.role = role
        self.sessionName = sessionName ?? "sluice"
        self.externalID = externalID
        self.durationSeconds = durationSeconds
        self.proof = proof
        region = configuration.region ?? "us-east-1"
        endpoint = configuration.endpoint(for: "STS") ?? "https://sts.\(region).amazonaws.com"
        self.transport = transport
        self.readFile = readFile
    }

    /// Takes the role.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        var form = [(name: "Version", value: "2011-06-15"), ("RoleArn", role), ("RoleSessionName", sessionName)]
        var signer: RequestSigner?
        switch proof {
        case .webIdentity(let file):
            guard let token = readFile(file) else {
                throw CredentialError.failed(source: role, reason: "the token file \(file) cannot be read")
            }
            form += [("Action", "AssumeRoleWithWebIdentity"), ("WebIdentityToken", token.filter { !$0.isNewline })]
        case .keys(let source):
            guard let keys = try await source.credentials(at: now) else {
                throw CredentialError.failed(source: role, reason: "its source has no keys")
            }
            form.append(("Action", "AssumeRole"))
            signer = RequestSigner(credentials: keys, region: region, service: "sts")
        }
        if let externalID { form.append(("ExternalId", externalID)) }
        if let durationSeconds { form.append(("DurationSeconds", String(durationSeconds))) }
        return try await call(QueryString.format(form), signer, now)
    }

    private func call(_ form: String, _ signer: RequestSigner?, _ now: Timestamp) async throws -> AWSCredentials {
        let body = Array(form.utf8)
        let host = endpoint.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        var headers = [
            (name: "host", value: host),
            (name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8"),
        ]
        if let signer {
            let signable = SignableRequest(method: "POST", rawPath: "/", rawQuery: nil, headers: headers)
            headers += signer.headers(signing: signable, payload: .sha256(Hashing.sha256Hex(body)), at: now)
        }
        let response = try await transport.execute(
            TransportRequest(method: "POST", url: endpoint + "/", headers: headers, body: .bytes(body))
        )
        let answer = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        guard response.status == 200, let keys = AssumedRole.credentials(in: answer) else {
            throw CredentialError.failed(
                source: role,
                reason: "STS answered \(response.status): \(String(decoding: answer.prefix(500), as: UTF8.self))"
            )
        }
        return keys
    }
}
