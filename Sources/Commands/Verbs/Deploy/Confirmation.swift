/// Questions to the person at the terminal.
enum Confirmation {
    /// Asks a question that is answered by `y` or `yes`.
    /// - Throws: `CommandFailure` when nobody can be asked.
    static func ask(_ question: String) throws -> Bool {
        try answer("\(question) [y/N]", flag: "--yes").map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }

    /// Asks for a name, and says whether it was given.
    /// - Throws: `CommandFailure` when nobody can be asked.
    static func name(_ name: String, _ question: String) throws -> Bool {
        try answer("\(question) Type \(name) to go on:", flag: "--yes") == name
    }

    private static func answer(_ question: String, flag: String) throws -> String? {
        guard Terminal.canAsk else {
            throw CommandFailure("Nobody can be asked here: say \(flag) to go on without a question.")
        }
        Terminal.prompt(question + " ")
        return readLine()
    }
}
