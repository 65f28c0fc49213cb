import ArgumentParser
import AsyncHTTPClient
import SluiceAWS
import SluiceDeployment
import SluiceManifest
import SluiceModel
import SluiceTemplate
import SluiceWire

/// `sluice deploy`: the project on AWS.
struct Deploy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts the project on AWS, or brings what is there up to date.",
        discussion: """
            Deploys the stacks network, repository, app and pipeline, as far as the manifest needs them, by change sets. \
            The image is built and pushed before the service needs it. --plan shows what would change and what it \
            costs, and changes nothing; without an account it still tells the price.

            Ending this command does not stop what AWS has begun; the next `sluice deploy` waits for it.
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var account: AccountOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Only show what would change, and the price.")
    var plan = false

    @Flag(name: .shortAndLong, help: "Ask nothing.")
    var yes = false

    @Option(
        name: .customLong("stack"),
        help: "Only this stack: network, repository, app or pipeline. May be repeated (default: all that are needed)."
    )
    var kinds: [StackKind] = []

    @Option(help: "Run the image of this tag, which is in the repository already (default: build it).")
    var imageTag: String?

    @Option(help: "The program that builds the image, such as docker or podman.")
    var builder = "docker"

    @Option(help: "A bucket for templates that are too long for a call.")
    var templateBucket: String?

    func run() async throws {
        let manifest = try DeployableManifest.load(project)
        let stacks = ProjectStacks(manifest, only: Set(kinds.isEmpty ? StackKind.allCases : kinds))
        try await Connections.withHTTP { http in
            let aws = try account.client(http)
            if plan {
                try await DeploymentPlan(manifest, stacks).show(aws, as: output.json ? .json : .text)
            } else {
                try await deploy(manifest, stacks, aws)
            }
        }
    }

    private func deploy(_ manifest: Manifest, _ stacks: ProjectStacks, _ aws: AWSClient) async throws {
        let region = try AccountOptions.region(of: aws)
        let clients = DeploymentClients(aws)
        let identity = try await clients.sts.callerIdentity()
        Terminal.note("\(manifest.name) in \(region), account \(identity.account)")
        if !yes {
            // Results go to standard output, and with --json they are nothing but JSON.
            try await DeploymentPlan(manifest, stacks).show(aws, as: output.json ? .notes : .text)
            guard try Confirmation.ask("Deploy?") else { throw CommandFailure("Nothing was changed.") }
        }
        let asks = !yes
        let deployment = StackDeployment(
            clients,
            clock: WallClock(),
            region: region,
            templateBucket: templateBucket,
            approve: { stack, changes in try Self.approves(stack, changes, asks: asks) },
            tell: DeploymentLog.tell
        )
        var outcomes: [Outcome] = []
        for stack in stacks.all {
            if stack.kind == .app, manifest.task.image == nil { try await publishImage(manifest, clients) }
            let outcome = try await deployment.deploy(try await Self.request(stack, manifest, clients))
            Terminal.note("\(stack.name): \(outcome.rawValue)")
            outcomes.append(Outcome(stack: stack.name, outcome: outcome))
            if outcome == .declined { throw CommandFailure("\(stack.name): left as it is, and those after it, too.") }
        }
        try await finish(outcomes, stacks, clients)
    }

    private struct Outcome: Encodable {
        let stack: String
        let outcome: StackOutcome
    }

    private static func request(
        _ stack: ProjectStacks.Stack,
        _ manifest: Manifest,
        _ clients: DeploymentClients
    ) async throws -> StackRequest {
        StackRequest(
            name: stack.name,
            template: TemplateFormat.jsonText(stack.template.json),
            parameters: stack.kind == .repository ? try await sourceParameters(stack, manifest, clients) : [],
            firstParameters: stack.kind == .app ? [.init(AppStack.firstDeployment, "true")] : [],
            tags: ["sluice:project": manifest.name]
        )
    }

    /// A CodeCommit repository outlives its stack, and may be older than it: then the stack leaves it alone.
    private static func sourceParameters(
        _ stack: ProjectStacks.Stack,
        _ manifest: Manifest,
        _ clients: DeploymentClients
    ) async throws -> [CloudFormation.Parameter] {
        guard case .codeCommit(let repository, _)? = manifest.pipeline?.source else { return [] }
        let outputs = try await ProjectState(clients).outputs(of: stack.name)
        var makes = true
        if outputs?[RepositoryStack.madeSource] != repository, try await clients.codeCommit.hasRepository(repository) {
            Terminal.note("  the CodeCommit repository \(repository) is there already and is used as it is")
            makes = false
        }
        return [.init(RepositoryStack.makesSource, makes ? "true" : "false")]
    }

    /// What is made anew loses what it holds, which the plan could not know: CloudFormation says so only now.
    private static func approves(_ stack: String, _ changes: ChangeSet, asks: Bool) throws -> Bool {
        let replaced = changes.changes.filter { $0.replacement == "True" && holders.contains($0.resourceType) }
        guard !replaced.isEmpty else { return true }
        let names = replaced.map { "\($0.logicalID) (\($0.resourceType))" }.joined(separator: ", ")
        guard asks else {
            Terminal.note("\(stack): made anew, with the loss of what they hold: \(names)")
            return true
        }
        return try Confirmation.ask("\(stack): these will be made anew and lose what they hold: \(names). Go on?")
    }

    private static let holders: Set<String> = ["AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::ECR::Repository"]

    private func publishImage(_ manifest: Manifest, _ clients: DeploymentClients) async throws {
        let stack = StackKind.repository.stackName(manifest.name)
        guard let uri = try await ProjectState(clients).outputs(of: stack)?["ImageRepositoryUri"] else {
            throw CommandFailure("\(stack): the repository is not deployed. Say `sluice deploy` without --stack first.")
        }
        let publisher = ImagePublisher(
            clients: clients,
            manifest: manifest,
            folder: project.folder,
            repositoryURI: uri,
            builder: builder,
            environment: account.environment
        )
        Terminal.note("image: \(try await publisher.publish(imageTag))")
    }

    private func finish(
        _ outcomes: [Outcome],
        _ stacks: ProjectStacks,
        _ clients: DeploymentClients
    ) async throws {
        if output.json { return try Terminal.json(outcomes) }
        guard let app = stacks.all.first(where: { $0.kind == .app }) else { return }
        let outputs = try await ProjectState(clients).outputs(of: app.name) ?? [:]
        for (name, value) in outputs.sorted(by: { $0.key < $1.key }) { Terminal.out("\(name)  \(value)") }
        Terminal.note("Submit a job: sluice submit --stack \(app.name)")
    }
}
