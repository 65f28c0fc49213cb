package import Logging
package import SluiceModel
package import SluiceWire

/// Keeps keys until shortly before they expire; many callers at once lead to one question.
///
/// A failure is not remembered: the next call asks again, and until the old keys have expired it goes on with them.
package actor CredentialCache {
    private let provider: any CredentialProvider
    private let clock: any TimeSource
    private let logger: Logger
    private var cached: AWSCredentials?
    private var refresh: Task<AWSCredentials, any Error>?

    /// A cache in front of `provider`.
    package init(
        _ provider: any CredentialProvider,
        clock: any TimeSource = WallClock(),
        logger: Logger = Logger(label: "sluice.credentials")
    ) {
        self.provider = provider
        self.clock = clock
        self.logger = logger
    }

    /// Keys that are good now.
    /// - Throws: `CredentialError`.
    package func current() async throws -> AWSCredentials {
        guard let cached else { return try await refreshing().value }
        switch RefreshRule(cached, at: clock.now) {
        case .use: return cached
        case .refreshMeanwhile:
            _ = refreshing()
            return cached
        case .refreshFirst: return try await renewed(or: cached)
        }
    }

    /// New keys, or the old ones when there are no new ones yet and the old are still good.
    private func renewed(or old: AWSCredentials) async throws -> AWSCredentials {
        do {
            return try await refreshing().value
        } catch {
            guard let expiration = old.expiration, clock.now < expiration else { throw error }
            return old
        }
    }

    /// The question that is under way, or a new one.
    private func refreshing() -> Task<AWSCredentials, any Error> {
        if let refresh { return refresh }
        let task = Task { try await ask() }
        refresh = task
        return task
    }

    private func ask() async throws -> AWSCredentials {
        defer { refresh = nil }
        do {
            guard let keys = try await provider.credentials(at: clock.now) else {
                throw CredentialError.none(tried: [])
            }
            if let expiration = keys.expiration, expiration <= clock.now {
                throw CredentialError.expired(at: expiration)
            }
            cached = keys
            return keys
        } catch {
            // Whoever has no keys yet gets the error itself; whoever has some would not hear of it.
            if cached != nil { logger.warning("no new AWS credentials", metadata: ["error": "\(error)"]) }
            throw error
        }
    }
}
