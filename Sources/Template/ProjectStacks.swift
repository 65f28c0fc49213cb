package import SluiceManifest

/// The stacks of a project and their templates.
package struct ProjectStacks: Sendable {
    /// One stack.
    package struct Stack: Sendable {
        package let kind: StackKind
        /// Its name in CloudFormation.
        package let name: String
        package let template: Template
    }

    /// Those that the manifest needs, in the order in which they are deployed.
    package let all: [Stack]

    /// The stacks of a manifest; `kinds` leaves the others out.
    package init(_ manifest: Manifest, only kinds: Set<StackKind> = Set(StackKind.allCases)) {
        all = StackKind.allCases.compactMap { kind in
            guard kinds.contains(kind), let template = Self.template(of: kind, manifest) else { return nil }
            return Stack(kind: kind, name: kind.stackName(manifest.name), template: template)
        }
    }

    private static func template(of kind: StackKind, _ manifest: Manifest) -> Template? {
        switch kind {
        case .network: NetworkStack.isNeeded(manifest) ? NetworkStack(manifest).template : nil
        case .repository: RepositoryStack.isNeeded(manifest) ? RepositoryStack(manifest).template : nil
        case .app: AppStack(manifest).template
        case .pipeline: manifest.pipeline.map { PipelineStack(manifest, $0).template }
        }
    }
}
