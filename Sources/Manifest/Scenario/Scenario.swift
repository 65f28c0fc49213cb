/// A scenario file, checked and complete: the load that a manifest is tried with, and what must hold.
package struct Scenario: Sendable {
    /// Every value, defaults included.
    package let values: ResolvedValues
    /// Every value and where it comes from, in the order of the table.
    package let effective: [EffectiveValue]
    /// The file's lines by key, for problems that are found later.
    package let lines: [String: Int]
    package let file: String

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - text: The file's text; empty for none, so that `changes` say everything.
    ///   - file: Its name, for errors.
    ///   - changes: `key=value` texts, which win over the file.
    /// - Returns: The scenario with every default filled in.
    /// - Throws: `ManifestError` with everything that is wrong.
    package static func load(text: String, file: String, changes: [String]) throws(ManifestError) -> Scenario {
        let document = ManifestDocument(text.isEmpty ? "{}" : text, table: .scenario)
        var resolution = Resolution(document, table: .scenario, file: file)
        resolution.apply(changes)
        resolution.fillDefaults()
        let problems = document.problems + resolution.problems
        guard problems.isEmpty else { throw ManifestError(file: file, problems: problems) }
        return Scenario(
            values: resolution.values,
            effective: resolution.effective,
            lines: resolution.lines,
            file: file
        )
    }

    /// An error about the value of `key`, with its line.
    package func problem(_ key: String, _ message: String) -> ManifestError {
        ManifestError(file: file, problems: [.init(line: lines[key] ?? 0, column: 1, key: key, message: message)])
    }
}
