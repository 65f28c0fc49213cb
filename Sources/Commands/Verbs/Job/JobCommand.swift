import ArgumentParser

/// `sluice job`: the jobs that come with Sluice, runnable without a queue.
struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Runs one of the jobs that come with Sluice, in a task or by hand.",
        discussion: "Exit codes are those of the job contract: 0 done, 3 never try again, 4 not now, else failed.",
        subcommands: [BurnCommand.self, FetalHeartRateCommand.self]
    )
}
