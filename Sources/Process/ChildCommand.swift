/// A program to run, with everything it inherits from us spelled out.
package struct ChildCommand: Sendable, Hashable {
    /// Where the program stands among the processes of the machine.
    package enum Grouping: Sendable, Hashable {
        /// A process group of its own in our session, so that the whole group can be signalled.
        case newGroup
        /// A session of its own, so that a terminal's Ctrl-C does not reach it.
        case newSession
    }

    /// The program: a path, or a name to be found in `PATH` of `environment`.
    package var program: String
    package var arguments: [String]
    /// The whole environment; nothing of ours is added.
    package var environment: [String: String]
    /// Nil for ours.
    package var workingDirectory: String?
    /// The file that standard output and error are appended to; nil discards them.
    package var logFile: String?
    package var grouping: Grouping

    /// A command.
    package init(
        program: String,
        arguments: [String] = [],
        environment: [String: String],
        workingDirectory: String? = nil,
        logFile: String? = nil,
        grouping: Grouping = .newGroup
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.logFile = logFile
        self.grouping = grouping
    }
}

/// Why a program could not be started.
package enum SpawnError: Error, Hashable, Sendable {
    /// No file of that name can be run, there or in any folder of `PATH`.
    case notFound(program: String)
    /// The system refused; `code` is its error number.
    case refused(program: String, code: Int32)
}

extension SpawnError: CustomStringConvertible {
    /// What is missing, in words.
    package var description: String {
        switch self {
        case .notFound(let program): "'\(program)' is not a program: neither there nor in PATH"
        case .refused(let program, let code): "'\(program)' could not be started: \(SystemError.text(code))"
        }
    }
}
