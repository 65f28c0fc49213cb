import ArgumentParser
import SluiceAWS
import SluiceDeployment
import SluiceManifest

/// `sluice outputs`: where a deployed project is reached.
struct Outputs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the addresses and names of a deployed project.",
        discussion: "The value of the API key is printed only with --api-key, and then nothing else is."
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var account: AccountOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The stack (default: that of the manifest).")
    var stack: String?

    @Flag(help: "Print the value of the API key.")
    var apiKey = false

    func run() async throws {
        let name = try stack ?? project.load(forLocal: false).manifest.name
        try await Connections.withHTTP { http in
            let aws = try account.client(http)
            guard let outputs = try await ProjectState(DeploymentClients(aws)).outputs(of: name) else {
                throw CommandFailure("\(name): there is no such stack in \(try AccountOptions.region(of: aws)).")
            }
            if apiKey {
                guard let id = outputs["ApiKeyId"] else {
                    throw CommandFailure("\(name) has no API key: its callers sign their requests with IAM.")
                }
                return Terminal.out(try await APIGatewayClient(aws).apiKeyValue(id: id))
            }
            if output.json { return try Terminal.json(outputs) }
            var table = TextTable([("output", .left), ("value", .left)])
            for (name, value) in outputs.sorted(by: { $0.key < $1.key }) { table.add([name, value]) }
            Terminal.out(table.text)
        }
    }
}
