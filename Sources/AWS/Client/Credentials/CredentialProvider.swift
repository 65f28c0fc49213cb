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
    /// The place gives out keys that work no more.
    case expired(at: Timestamp)
}

extension CredentialError: CustomStringConvertible {
    /// What was tried and what to do.
    package var description: String {
        switch self {
        case .none(let tried):
            "no AWS credentials: tried \(tried.joined(separator: ", ")). Set AWS_ACCESS_KEY_ID and "
                + "AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; for a local system: eval \"$(sluice env)\""
        case .failed(let source, let reason): "credentials from \(source): \(reason)"
        case .expired(let time): "the AWS credentials have expired at \(time.rfc3339): get new ones"
        }
    }
}

/// The places in their order: the first that has keys is asked.
package struct CredentialChain: CredentialProvider {
    /// A place and what it is called in messages.
    package typealias Place = (name: String, provider: any CredentialProvider)

    /// The places' names in their order.
    package var names: [String] { places.map(\.name) }
    private let places: [Place]

    /// A chain of named places.
    package init(_ places: [Place]) {
        self.places = places
    }

    /// The keys of the first place that has some.
    /// - Throws: `CredentialError`: what a place throws, or `.none` when no place has any.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        for (_, provider) in places {
            if let found = try await provider.credentials(at: now) { return found }
        }
        throw CredentialError.none(tried: names)
    }
}

/// A place that is configured wrongly: it says so when it is asked.
struct UnusableCredentials: CredentialProvider {
    let error: CredentialError

    init(source: String, reason: String) {
        error = .failed(source: source, reason: reason)
    }

    func credentials(at now: Timestamp) async throws -> AWSCredentials? { throw error }
}
