import ArgumentParser
import SluiceAWS
import SluiceDeployment
import SluiceManifest
import SluiceModel
import SluiceTemplate
import SluiceWire

/// `sluice destroy`: takes the project off AWS.
struct Destroy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes the project off AWS: its stacks, and the jobs, results and images in them.",
        discussion: """
            Shows what is there, asks for the project's name, empties buckets and repositories that the stacks made, \
            deletes the stacks, the tag's parameter and the logs, and looks whether anything is left. A CodeCommit \
            repository is kept, for it holds the source; a bucket that the manifest only names is not touched. Ends with \
            code 1 if something is left that should not be.
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var account: AccountOptions

    @Flag(name: .shortAndLong, help: "Ask nothing.")
    var yes = false

    func run() async throws {
        let manifest = try project.load(forLocal: false).manifest
        try await Connections.withHTTP { http in
            let aws = try account.client(http)
            let region = try AccountOptions.region(of: aws)
            let clients = DeploymentClients(aws)
            let identity = try await clients.sts.callerIdentity()
            let destruction = ProjectDestruction(clients, clock: WallClock(), tell: DeploymentLog.tell)
            let found = try await destruction.find(StackKind.allCases.map { $0.stackName(manifest.name) })
            let places = Self.places(manifest)
            let strays = try await destruction.strays(places, beside: found)
            guard !found.isEmpty || !strays.isEmpty else {
                return Terminal.note("Nothing of \(manifest.name) is in \(region), account \(identity.account).")
            }
            show(found, strays, "\(region), account \(identity.account)")
            if !yes, try !Confirmation.name(manifest.name, "All of this will be gone, jobs and results too.") {
                throw CommandFailure("Nothing was destroyed.")
            }
            let left = try await destruction.destroy(found, places)
            try report(left, manifest.name)
        }
    }

    /// Where a project leaves something beside its stacks.
    private static func places(_ manifest: Manifest) -> ProjectStrays {
        ProjectStrays(
            parameters: [manifest.imageTagParameter],
            logGroups: ["/sluice/\(manifest.name)/", AppStack.insightsLogName(manifest.name)]
                + ["image", "synth"].map { "/aws/codebuild/\(manifest.name)-\($0)" }
        )
    }

    private func show(_ stacks: [ProjectDestruction.Found], _ strays: ProjectStrays, _ place: String) {
        Terminal.note("In \(place):")
        for found in stacks {
            Terminal.note("  \(found.stack.name)  \(found.resources.count) resources (\(found.stack.status))")
            for holder in found.holders { Terminal.note("    \(holder.type)  \(holder.physicalID), with all it holds") }
        }
        for name in strays.names { Terminal.note("  \(name)") }
    }

    private func report(_ left: ProjectDestruction.Remains, _ name: String) throws {
        for item in left.kept { Terminal.note("kept: \(item)") }
        for item in left.unwanted { Terminal.note("left: \(item)") }
        guard left.unwanted.isEmpty else { throw ExitCode.failure }
        Terminal.note(
            "\(name): gone. Stacks, buckets, image repositories, logs and the tag's parameter were looked for; none is left."
        )
    }
}
