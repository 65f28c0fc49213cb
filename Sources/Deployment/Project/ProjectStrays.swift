import SluiceAWS
import SluiceWire

/// What belongs to a project though to none of its stacks: what deployments and services make beside them.
package struct ProjectStrays: Sendable, Hashable {
    /// Names of SSM parameters.
    package var parameters: [String]
    /// Names of log groups.
    package var logGroups: [String]

    /// These; in a place to look at, a log group that ends with a slash stands for all whose names begin so.
    package init(parameters: [String], logGroups: [String]) {
        self.parameters = parameters
        self.logGroups = logGroups
    }

    /// Whether there are none.
    package var isEmpty: Bool { parameters.isEmpty && logGroups.isEmpty }

    /// Each in a few words.
    package var names: [String] {
        parameters.map { "the SSM parameter \($0)" } + logGroups.map { "the log group \($0)" }
    }

    /// Those that are there.
    func found(_ clients: DeploymentClients) async throws -> ProjectStrays {
        var found = ProjectStrays(parameters: [], logGroups: [])
        for name in parameters where try await clients.ssm.parameter(name) != nil { found.parameters.append(name) }
        for name in logGroups {
            found.logGroups += try await clients.logs.groups(prefix: name).filter { $0 == name || name.hasSuffix("/") }
        }
        return found
    }

    /// Deletes them.
    func delete(_ clients: DeploymentClients) async throws {
        for name in parameters { try await clients.ssm.deleteParameter(name) }
        for name in logGroups { try await clients.logs.deleteGroup(name) }
    }
}
