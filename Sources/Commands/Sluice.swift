public import ArgumentParser

/// The command `sluice`.
public struct Sluice: AsyncParsableCommand {
    /// The version, as `--version` prints it.
    public static let version = "0.1.0"

    /// Names, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Runs heavy jobs from a queue on as many workers as the queue needs.",
        discussion: """
            Begin with `sluice init`, or with `sluice up` in a folder with a sluice.yaml: it runs the whole system on \
            this machine. `sluice demo` shows it at work on real recordings.

            Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, \
            2 wrong manifest or state, 3 and 4 as in the job contract (sluice job), 64 wrong usage, \
            99 a threshold was missed.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(name: "Run", subcommands: [Up.self, Cloud.self, Demo.self]),
            CommandGroup(
                name: "Predict and measure",
                subcommands: [Simulate.self, Evaluate.self, Tune.self, Lint.self, Explain.self, Report.self]
            ),
            CommandGroup(name: "AWS", subcommands: [Synth.self, Deploy.self, Diff.self, Outputs.self, Destroy.self]),
            CommandGroup(name: "Jobs", subcommands: [Submit.self, Status.self, Logs.self, List.self, Dead.self]),
            CommandGroup(name: "Project", subcommands: [InitCommand.self, Import.self, Config.self, Env.self]),
            CommandGroup(
                name: "Inside a task",
                subcommands: [WorkerCommand.self, ScalerCommand.self, JobCommand.self]
            ),
        ]
    )

    /// The bare command; it prints its help.
    public init() {}
}
