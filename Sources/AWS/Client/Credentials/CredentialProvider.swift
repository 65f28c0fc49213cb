package import SluiceModel
package import SluiceWire

/// One place that keys may come from.
package protocol CredentialProvider: Sendable {
    /// The keys; nil when this place has none to offer.
    /// - Throws: `CredentialError` when it should have some but cannot give them.
    func credentials(at now: Timestamp) async throws -> AWSCredentials?
}

/// Why there are no keys.
package enum CredentialError: Error, Hashable, Sendable {
    /// No place had any.
    case none(tried: [String])
    /// A place that is configured failed.
    case failed(source: String, reason: String)
}

extension CredentialError: CustomStringConvertible {
    /// What was tried and what to do.
    package var description: String {
        switch self {
        case .none(let tried):
            "no AWS credentials: tried \(tried.joined(separator: ", ")). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; for a local system: eval \"$(sluice env)\""
        case .failed(let source, let reason): "credentials from \(source): \(reason)"
        }
    }
}

/// The places in their order: the first that has keys is asked.
package struct CredentialChain: CredentialProvider {
    private let providers: [(name: String, provider: any CredentialProvider)]

    /// A chain of named places.
    package init(_ providers: [(name: String, provider: any CredentialProvider)]) {
        self.providers = providers
    }

    /// The keys of the first place that has some.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        for (_, provider) in providers {
            if let found = try await provider.credentials(at: now) { return found }
        }
        throw CredentialError.none(tried: providers.map(\.name))
    }
}

/// Keys that are known already.
package struct StaticCredentials: CredentialProvider {
    private let keys: AWSCredentials?

    /// Always these keys; nil for a place without any.
    package init(_ keys: AWSCredentials?) {
        self.keys = keys
    }

    /// The keys of `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; none unless both are set.
    package init(environment: [String: String]) {
        self.init(
            Self.keys(
                environment["AWS_ACCESS_KEY_ID"],
                environment["AWS_SECRET_ACCESS_KEY"],
                environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"]
            )
        )
    }

    /// The keys written in a profile's settings; none unless both are there.
    package init(profile settings: [String: String]) {
        self.init(
            Self.keys(
                settings["aws_access_key_id"],
                settings["aws_secret_access_key"],
                settings["aws_session_token"]
            )
        )
    }

    /// The keys.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? { keys }

    private static func keys(_ id: String?, _ secret: String?, _ token: String?) -> AWSCredentials? {
        guard let id, let secret, !id.isEmpty, !secret.isEmpty else { return nil }
        return AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
    }
}
