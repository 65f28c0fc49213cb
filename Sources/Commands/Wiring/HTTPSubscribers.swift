import AsyncHTTPClient
import NIOCore
import NIOPosix
import SluiceAWS
import SluiceLocal
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Posts notifications of the local cloud to HTTP subscribers.
struct HTTPSubscribers: SubscriberTransport {
    /// Lives as long as the process, so nobody shuts it down.
    private static let client = HTTPClient(
        eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
        configuration: AsyncHTTPTransport.configuration
    )
    /// What is read of an answer, so that its connection can be used again.
    private static let longestAnswer = 1 << 16

    func post(_ request: SubscriberRequest) async throws -> Int {
        let target = Self.target(request.url)
        var headers = request.headers.map { (name: $0.name, value: $0.value) }
        if let authorization = target.authorization { headers.append(("authorization", authorization)) }
        let answer = try await AsyncHTTPTransport(Self.client).execute(
            TransportRequest(
                method: "POST",
                url: target.url,
                headers: headers,
                body: .bytes(Array(request.body.utf8)),
                timeout: .nanoseconds(SubscriberRequest.timeout.nanoseconds)
            )
        )
        // The status is the answer; a body that breaks off changes nothing.
        _ = try? await answer.body.bytes(upTo: Self.longestAnswer)
        return answer.status
    }

    /// The address without user and password, and the header that carries them (RFC 7617).
    private static func target(_ url: String) -> (url: String, authorization: String?) {
        guard var parts = URLComponents(string: url), let user = parts.user else { return (url, nil) }
        let credentials = Data("\(user):\(parts.password ?? "")".utf8).base64EncodedString()
        parts.user = nil
        parts.password = nil
        return (parts.string ?? url, "Basic \(credentials)")
    }
}
