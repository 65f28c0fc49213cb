import ArgumentParser
import AsyncHTTPClient

/// Which system a command about jobs works on: the one that runs here, or one on AWS.
struct TargetOptions: ParsableArguments {
    @Option(help: "The stack of a deployed project (default: the system that runs on this machine).")
    var stack: String?

    @OptionGroup var account: AccountOptions

    /// Finds the system.
    /// - Throws: `CommandFailure` when it is not there, `AWSServiceError`, or what `AWSClient` throws.
    func find(_ project: ProjectOptions, http: HTTPClient) async throws -> JobTarget {
        guard let stack else { return try JobTarget(LocalTarget(project), http: http) }
        return try await JobTarget(stack: stack, account: account, http: http)
    }
}
