import ArgumentParser
import AsyncHTTPClient
import Logging
import SluiceAWS

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which account and Region a command works on.
struct AccountOptions: ParsableArguments {
    @Option(help: "The Region (default: AWS_REGION, or the profile's).")
    var region: String?

    @Option(help: "The profile of ~/.aws (default: AWS_PROFILE).")
    var profile: String?

    /// This process's environment with what the options say.
    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        if let region { environment["AWS_REGION"] = region }
        if let profile { environment["AWS_PROFILE"] = profile }
        return environment
    }

    /// A client of that account.
    /// - Throws: what the settings lack.
    func client(_ http: HTTPClient) throws -> AWSClient {
        try Connections.client(
            environment: environment,
            http: http,
            logger: .standardError("aws", level: .warning)
        )
    }

    /// The Region of a client.
    /// - Throws: `CommandFailure` when none is set.
    static func region(of client: AWSClient) throws -> String {
        guard let region = client.configuration.region else {
            throw CommandFailure("No Region is set: say --region eu-central-1, or set AWS_REGION.")
        }
        return region
    }
}
