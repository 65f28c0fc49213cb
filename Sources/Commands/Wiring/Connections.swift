import AsyncHTTPClient
import Logging
import NIOPosix
import SluiceAWS
import SluiceLocal
import SluiceModel

/// Clients for the system a command works on.
enum Connections {
    /// Runs `body` with an HTTP client of so many connections to a host, and shuts it down afterwards.
    static func withHTTP<Result>(
        connections: Int = 8,
        _ body: (HTTPClient) async throws -> Result
    ) async throws -> Result {
        var configuration = AsyncHTTPTransport.configuration
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        let http = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: configuration
        )
        do {
            let result = try await body(http)
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// The environment that points an AWS client at a local system.
    static func environment(of target: LocalTarget) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: EnvironmentExports.variables(
                endpoint: target.server.endpoint,
                region: target.server.region,
                target.credentials
            )
        )
    }

    /// A client of the intake of a local system.
    static func intake(_ target: LocalTarget, http: HTTPClient) -> IntakeClient {
        IntakeClient(endpoint: target.server.endpoint, authentication: .key(target.credentials.apiKey), http: http)
    }
}
