import ArgumentParser
import SluiceManifest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice init`: a new project.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a project that runs here and deploys.",
        discussion: """
            Writes a manifest, a small job, a Dockerfile and the pipeline's buildspecs into DIR. Files that are there \
            stay as they are, unless --force is given.
            """
    )

    @Argument(help: "The folder; made if it is missing.")
    var directory = "."

    @Option(help: "What the job is written in: \(ScaffoldLanguage.allCases.map(\.rawValue).joined(separator: ", ")).")
    var language = ScaffoldLanguage.python

    @Option(help: "The project's name (default: the folder's).")
    var name: String?

    @Flag(help: "Write over files that are there.")
    var force = false

    @Flag(help: "Print which files were written as JSON.")
    var json = false

    private struct Document: Encodable {
        let name: String
        let written: [String]
        let kept: [String]
    }

    func run() async throws {
        let scaffold = Scaffold(name: try projectName(), language: language)
        var written: [String] = []
        var kept: [String] = []
        for file in scaffold.files {
            let path = "\(directory)/\(file.path)"
            if !force, FileManager.default.fileExists(atPath: path) {
                kept.append(file.path)
            } else {
                try OutputFile.write(file.text, to: path)
                written.append(file.path)
            }
        }
        if json { return try Terminal.json(Document(name: scaffold.name, written: written, kept: kept)) }
        for path in written { Terminal.out("  made  \(path)") }
        for path in kept { Terminal.out("  kept  \(path), which was there (--force writes over it)") }
        guard !written.isEmpty else { return }
        let folder = directory == "." ? "" : "cd \(directory.contains(" ") ? "'\(directory)'" : directory) && "
        Terminal.note("\nNow: \(folder)sluice up, and in another terminal in that folder: \(scaffold.firstJob)")
    }

    /// The name that was given, or the folder's, made to fit.
    private func projectName() throws -> String {
        if let name {
            guard ProjectName.isValid(name) else {
                throw CommandFailure("'\(name)' cannot be a project's name: it takes \(ProjectName.rule).")
            }
            return name
        }
        let folder = URL(filePath: directory).standardizedFileURL.lastPathComponent
        guard let name = ProjectName.made(of: folder) else {
            throw CommandFailure(
                "The folder's name '\(folder)' makes no project's name, which takes \(ProjectName.rule). Say --name."
            )
        }
        return name
    }
}

extension ScaffoldLanguage: ExpressibleByArgument {}
