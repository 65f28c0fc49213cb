import ArgumentParser
import SluiceImport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice import`: projects of other tools.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a sluice.yaml of another tool's file.",
        subcommands: [Copilot.self]
    )

    /// `sluice import copilot`.
    struct Copilot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a sluice.yaml of an AWS Copilot worker service.",
            discussion: """
                PATH is a manifest.yml, or a folder that holds one (copilot/SERVICE, or copilot with a single service). \
                Every key that has no counterpart is listed with its line and what to do instead; if there is one, the \
                command ends with code 2, and the file is made all the same.
                """
        )

        @Argument(help: "The manifest, or its folder.")
        var path: String

        @Option(name: .shortAndLong, help: "Write the manifest into this file (default: print it).")
        var output: String?

        @Option(help: "The environment whose own values count.")
        var environment: String?

        @Flag(help: "Write over a file that is there.")
        var force = false

        @Flag(help: "Print the manifest and what became of each key as JSON.")
        var json = false

        private struct Document: Encodable {
            struct Mapped: Encodable {
                let from: String
                let to: String
            }
            let manifest: String
            let mapped: [Mapped]
            let unmapped: [ImportedManifest.Unmapped]
        }

        func run() async throws {
            let file = try CopilotFiles.find(path)
            let text = try TextFile.read(file, "manifest")
            let imported: ImportedManifest
            do {
                imported = try CopilotManifest(text, environment: environment).imported
            } catch {
                Terminal.note("\(file): \(error)")
                throw CommandExit.unusable
            }
            if let output, !force, FileManager.default.fileExists(atPath: output) {
                throw CommandFailure("\(output) is there already. Say --force to write over it.")
            }
            let manifest = "# Made from \(file); each line says of what.\n" + imported.yaml
            if let output { try OutputFile.write(manifest, to: output) }
            if json {
                let mapped = imported.entries.map { Document.Mapped(from: $0.source, to: $0.key) }
                try Terminal.json(Document(manifest: manifest, mapped: mapped, unmapped: imported.unmapped))
            } else if output == nil {
                Terminal.raw(Array(manifest.utf8))
            }
            for key in imported.unmapped { Terminal.note("\(file):\(key.line): \(key.key): \(key.reason)") }
            guard imported.unmapped.isEmpty else { throw CommandExit.unusable }
        }
    }
}

/// Manifests of Copilot on disk.
enum CopilotFiles {
    private static let name = "manifest.yml"

    /// The manifest that a path means.
    /// - Throws: `CommandFailure` when there is none, or more than one.
    static func find(_ path: String) throws(CommandFailure) -> String {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("\(path): there is no such file or folder.")
        }
        guard isFolder else { return path }
        let own = "\(path)/\(name)"
        if FileManager.default.fileExists(atPath: own) { return own }
        let folders = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        let found = folders.map { "\(path)/\($0)/\(name)" }.filter { file in
            guard let data = FileManager.default.contents(atPath: file) else { return false }
            return String(decoding: data, as: UTF8.self).contains("Worker Service")
        }
        switch found.count {
        case 1: return found[0]
        case 0: throw CommandFailure("\(path): there is no \(name) of a worker service in it.")
        default: throw CommandFailure("\(path) has several worker services; name one: \(found.joined(separator: ", "))")
        }
    }
}
