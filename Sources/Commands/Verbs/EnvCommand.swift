import ArgumentParser
import SluiceLocal

/// `sluice env`: shell lines for AWS clients.
struct Env: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints shell lines that point AWS clients at the running system.",
        discussion: "Use: eval \"$(sluice env)\""
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let target = try LocalTarget(project)
        if output.json {
            let pairs = EnvironmentExports.variables(
                endpoint: target.server.endpoint,
                region: target.server.region,
                target.credentials
            )
            try Terminal.json(Dictionary(uniqueKeysWithValues: pairs))
        } else {
            Terminal.out(
                EnvironmentExports.text(
                    endpoint: target.server.endpoint,
                    region: target.server.region,
                    target.credentials
                )
            )
        }
    }
}
