/// Why a deployment did not go on.
package struct DeploymentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, and what to do next.
    package let description: String

    /// An error in words.
    package init(_ description: String) { self.description = description }
}
