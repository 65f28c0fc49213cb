/// The stacks of a project, in the order in which they are deployed.
package enum StackKind: String, Sendable, Hashable, CaseIterable {
    case network, repository, app, pipeline

    /// The name of the stack of a project; the application's is the project's own.
    package func stackName(_ project: String) -> String { self == .app ? project : "\(project)-\(rawValue)" }
}
