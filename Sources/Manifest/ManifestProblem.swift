/// One thing that is wrong in a manifest.
package struct ManifestProblem: Sendable, Hashable {
    /// From 1; 0 for something that no line says, such as a `--set`.
    package let line: Int
    /// From 1; 0 when there is no line.
    package let column: Int
    /// The key, such as `scaling.max`; empty for the file as a whole.
    package let key: String
    /// What is wrong and what was expected.
    package let message: String

    /// A problem at a place.
    package init(line: Int = 0, column: Int = 0, key: String, message: String) {
        self.line = line
        self.column = column
        self.key = key
        self.message = message
    }
}

/// Everything that is wrong in a manifest, in the order of its lines.
package struct ManifestError: Error, Hashable, Sendable {
    package let file: String
    package let problems: [ManifestProblem]

    /// The problems of `file`, sorted by line.
    package init(file: String, problems: [ManifestProblem]) {
        self.file = file
        self.problems = problems.sorted { ($0.line, $0.column, $0.key) < ($1.line, $1.column, $1.key) }
    }
}

extension ManifestError: CustomStringConvertible {
    /// One line for each problem, as compilers write them.
    package var description: String {
        problems.map { problem in
            let place = problem.line > 0 ? "\(file):\(problem.line):\(problem.column)" : file
            return "\(place): error: \(problem.key.isEmpty ? "" : "\(problem.key): ")\(problem.message)"
        }.joined(separator: "\n")
    }
}
