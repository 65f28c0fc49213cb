package import SluiceModel
package import SluiceWire

/// Keeps keys until shortly before they expire; many callers at once lead to one question.
///
/// From 15 minutes before the end it tries to get new ones but goes on with the old; from 10 minutes before it must
/// (botocore's numbers). A failure is not remembered: the next call tries again.
package actor CredentialCache {
    private let provider: any CredentialProvider
    private let clock: any TimeSource
    private var cached: AWSCredentials?
    private var refresh: Task<AWSCredentials, any Error>?

    private static let advisory = Duration.seconds(15 * 60)
    private static let mandatory = Duration.seconds(10 * 60)

    /// A cache in front of `provider`.
    package init(_ provider: any CredentialProvider, clock: any TimeSource = WallClock()) {
        self.provider = provider
        self.clock = clock
    }

    /// Keys that are good for a while yet.
    /// - Throws: `CredentialError`.
    package func current() async throws -> AWSCredentials {
        guard let cached else { return try await renewed() }
        guard let expiration = cached.expiration else { return cached }
        let left = clock.now.duration(to: expiration)
        if left > Self.advisory { return cached }
        if left <= Self.mandatory { return try await renewed() }
        return (try? await renewed()) ?? cached
    }

    private func renewed() async throws -> AWSCredentials {
        if let refresh { return try await refresh.value }
        let (provider, now) = (provider, clock.now)
        let task = Task {
            guard let keys = try await provider.credentials(at: now) else { throw CredentialError.none(tried: []) }
            return keys
        }
        refresh = task
        defer { refresh = nil }
        let keys = try await task.value
        cached = keys
        return keys
    }
}
