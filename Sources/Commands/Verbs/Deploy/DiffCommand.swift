import ArgumentParser
import SluiceDeployment
import SluiceTemplate

/// `sluice diff`: what is deployed beside what the manifest says.
struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows, value by value, what `sluice deploy` would change.",
        discussion:
            "Reads the deployed templates; changes nothing. With --exit-code it ends with 1 if anything differs."
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var account: AccountOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .customLong("stack"),
        help: "Only this stack: network, repository, app or pipeline. May be repeated (default: all that are needed)."
    )
    var kinds: [StackKind] = []

    @Flag(help: "End with code 1 if anything differs.")
    var exitCode = false

    private struct Stack: Encodable {
        let stack: String
        let isDeployed: Bool
        let changes: [TemplateDifference.Item]
    }

    func run() async throws {
        let manifest = try DeployableManifest.load(project)
        let stacks = ProjectStacks(manifest, only: Set(kinds.isEmpty ? StackKind.allCases : kinds))
        var differs = false
        var documents: [Stack] = []
        try await Connections.withHTTP { http in
            let state = ProjectState(DeploymentClients(try account.client(http)))
            for stack in stacks.all {
                let (isDeployed, difference) = try await state.difference(of: stack.name, to: stack.template.json)
                differs = differs || !difference.isEmpty
                documents.append(Stack(stack: stack.name, isDeployed: isDeployed, changes: difference.items))
                guard !output.json else { continue }
                Terminal.out(DifferenceText.text(stack.name, difference, isDeployed: isDeployed, details: true))
            }
        }
        if output.json { try Terminal.json(documents) }
        if exitCode, differs { throw ExitCode.failure }
    }
}
