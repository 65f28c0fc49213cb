import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import SluiceModel
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps the platform from choosing this task for scale-in while a job runs, through the ECS agent's endpoint.
///
/// A call takes at most 2 s and its failure is logged; it never fails a job.
final class TaskProtection: Sendable {
    private let agentURI: String?
    private let http: HTTPClient
    private let logger: Logger
    private let isOn = Mutex(false)

    private static let timeout = TimeAmount.seconds(2)

    init(agentURI: String?, http: HTTPClient, logger: Logger) {
        self.agentURI = agentURI
        self.http = http
        self.logger = logger
    }

    /// Protects the task for as long as an attempt may take.
    func on(for duration: Duration) async {
        let minutes = min(2880, max(1, duration.wholeSecondsRoundedUp / 60 + 2))
        if await put(#"{"ProtectionEnabled":true,"ExpiresInMinutes":\#(minutes)}"#) { isOn.withLock { $0 = true } }
    }

    /// Ends the protection if it is on.
    func off() async {
        guard isOn.withLock({ $0 }) else { return }
        if await put(#"{"ProtectionEnabled":false}"#) { isOn.withLock { $0 = false } }
    }

    private struct Reply: Decodable {
        struct Failure: Decodable {
            var reason: String?
            var code: String?

            private enum CodingKeys: String, CodingKey {
                case reason = "Reason"
                case code = "Code"
            }
        }
        var failure: Failure?
        var error: Failure?
    }

    private func put(_ body: String) async -> Bool {
        guard let agentURI else { return false }
        var request = HTTPClientRequest(url: "\(agentURI)/task-protection/v1/state")
        request.method = .PUT
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: body))
        do {
            let response = try await http.execute(request, timeout: Self.timeout)
            let data = try await response.body.collect(upTo: 64 * 1024)
            // A refusal comes with status 200 and a body that says so.
            let reply = try JSONDecoder().decode(Reply.self, from: Data(data.readableBytesView))
            if let refusal = reply.failure ?? reply.error {
                logger.warning(
                    "task protection was refused",
                    metadata: ["reason": "\(refusal.reason ?? refusal.code ?? "unknown")"]
                )
                return false
            }
            return true
        } catch {
            logger.warning("task protection could not be set", metadata: ["error": "\(error)"])
            return false
        }
    }
}
