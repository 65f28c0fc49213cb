/// Why a deployment stopped: what, where, and what to do.
package struct DeploymentError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// An error in words.
    package init(_ description: String) {
        self.description = description
    }
}
