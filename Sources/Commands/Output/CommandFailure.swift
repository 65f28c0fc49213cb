import ArgumentParser

/// A failure in words for the person at the terminal: what, where, and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The exit codes of the command line, as `sluice --help` lists them.
enum CommandExit {
    /// The manifest or the state is not usable.
    static let unusable = ExitCode(2)
    /// A threshold of a scenario was missed.
    static let missed = ExitCode(99)
}
