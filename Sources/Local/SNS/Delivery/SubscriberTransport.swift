/// Carries messages to HTTP subscribers; this target has no HTTP client of its own.
package protocol SubscriberTransport: Sendable {
    /// Posts a message and returns the status of the answer; redirects are not followed.
    /// - Throws: Whatever kept an answer from coming.
    func post(_ request: SubscriberRequest) async throws -> Int
}

/// A message for an HTTP subscriber.
package struct SubscriberRequest: Sendable, Hashable {
    /// A field of the head.
    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String
    }
    package let url: String
    package let headers: [Header]
    package let body: String

    /// How long an answer may take (Amazon SNS, "Fanout to HTTP/S endpoints": 15 s).
    package static let timeout = Duration.seconds(15)
}
