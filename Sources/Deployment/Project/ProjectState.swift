import SluiceAWS
package import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is deployed of a project.
package struct ProjectState: Sendable {
    private let clients: DeploymentClients

    /// What the account of `clients` holds.
    package init(_ clients: DeploymentClients) {
        self.clients = clients
    }

    /// The difference between what is deployed of a stack and a template.
    ///
    /// - Parameters:
    ///   - stack: The stack's name.
    ///   - template: What it shall be.
    /// - Returns: The difference, and whether the stack is there at all.
    /// - Throws: `DeploymentError` when the deployed template is not JSON, `AWSServiceError`, or what `AWSClient` throws.
    package func difference(
        of stack: String,
        to template: JSONValue
    ) async throws -> (isDeployed: Bool, difference: TemplateDifference) {
        guard let found = try await clients.cloudFormation.describeStack(stack), !found.status.isEmptyHull,
            let text = try await clients.cloudFormation.template(of: stack)
        else { return (false, TemplateDifference(from: nil, to: template)) }
        guard let old = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            throw DeploymentError(
                "\(stack): its template is not JSON, so somebody else deployed it; it cannot be compared."
            )
        }
        return (true, TemplateDifference(from: old, to: template))
    }

    /// The outputs of a stack; nil when there is none, or it has not come up.
    package func outputs(of stack: String) async throws -> [String: String]? {
        guard let found = try await clients.cloudFormation.describeStack(stack), !found.status.isEmptyHull else {
            return nil
        }
        return found.outputs
    }
}
