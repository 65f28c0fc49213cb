import ArgumentParser
import SluiceManifest
import SluiceModel
import SluiceTemplate

/// `sluice synth`: the templates of a project, which need Sluice no more.
struct Synth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints or writes the CloudFormation templates of a project.",
        discussion: """
            Needs no account and calls nobody. The templates work without Sluice too, with `aws cloudformation deploy`; \
            docs/deploy.md has the commands. \
            Several stacks at once are printed as one object by their names, or as YAML documents.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "Write each template as a file into this folder.")
    var folder: String?

    @Option(
        name: .customLong("stack"),
        help: "Only this stack: network, repository, app or pipeline. May be repeated (default: all that are needed)."
    )
    var kinds: [StackKind] = []

    @Option(help: "json or yaml.")
    var format = TemplateFormat.json

    func run() async throws {
        let manifest = try DeployableManifest.load(project)
        let stacks = ProjectStacks(manifest, only: Set(kinds.isEmpty ? StackKind.allCases : kinds))
        let found = Set(stacks.all.map(\.kind))
        if let missing = kinds.first(where: { !found.contains($0) }) {
            throw CommandFailure("\(project.file): this project needs no stack '\(missing.rawValue)'.")
        }
        if let folder {
            try write(stacks.all, to: folder)
        } else if stacks.all.count == 1 {
            Terminal.raw(Array(format.text(stacks.all[0].template).utf8))
        } else {
            Terminal.raw(Array(text(of: stacks.all).utf8))
        }
    }

    private func text(of stacks: [ProjectStacks.Stack]) -> String {
        switch format {
        case .json:
            let all = JSONValue.object(Dictionary(uniqueKeysWithValues: stacks.map { ($0.name, $0.template.json) }))
            return TemplateFormat.jsonText(all, indented: true) + "\n"
        case .yaml:
            return stacks.map { "# \($0.name)\n---\n\(format.text($0.template))" }.joined()
        }
    }

    private func write(_ stacks: [ProjectStacks.Stack], to folder: String) throws {
        for stack in stacks {
            let path = "\(folder)/\(stack.name).\(format.rawValue)"
            let text = format.text(stack.template)
            try OutputFile.write(text, to: path)
            Terminal.note("\(path)  \(stack.template.resources.count) resources")
            if text.utf8.count > TemplateFormat.longestBody {
                Terminal.note("  too long for a call of CloudFormation: `aws cloudformation deploy` needs --s3-bucket")
            }
        }
    }
}

extension StackKind: ExpressibleByArgument {}
extension TemplateFormat: ExpressibleByArgument {}
