import ArgumentParser

/// `throughput run` measures; `throughput noop` is the server it compares with.
@main
struct Throughput: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Requests per second of the intake API and of SQS, beside a server that does nothing.",
        subcommands: [Run.self, NoOp.self],
        defaultSubcommand: Run.self
    )
}
