import AsyncHTTPClient
import Logging
import SluiceAWS

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Connections {
    /// An AWS client that finds region, endpoint and keys where AWS's own clients do.
    static func client(environment: [String: String], http: HTTPClient, logger: Logger) throws -> AWSClient {
        let home = environment["HOME"] ?? "/"
        func text(_ variable: String, _ name: String) -> String? {
            read(environment[variable] ?? "\(home)/.aws/\(name)")
        }
        let configuration = AWSConfiguration(
            environment: environment,
            configFile: text("AWS_CONFIG_FILE", "config"),
            credentialsFile: text("AWS_SHARED_CREDENTIALS_FILE", "credentials")
        )
        let transport = AsyncHTTPTransport(http)
        let chain = CredentialChain.standard(configuration, transport: transport, readFile: read)
        return AWSClient(
            configuration: configuration,
            credentials: CredentialCache(chain),
            transport: transport,
            logger: logger
        )
    }

    @Sendable private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
