import ArgumentParser
import SluiceManifest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ProjectOptions {
    /// Reads the manifest.
    /// - Throws: `CommandFailure` when there is no such file, exit code 2 when it is wrong.
    func load(forLocal: Bool) throws -> LoadedManifest {
        try ManifestFile.load(file, changes: changes, forLocal: forLocal)
    }
}

/// A manifest on disk.
enum ManifestFile {
    /// The folder a manifest lies in; the current one for a bare name.
    static func folder(of file: String) -> String {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? FileManager.default.currentDirectoryPath : parts.joined(separator: "/")
    }

    /// Reads the manifest in `file` and says on standard error what is wrong with it.
    /// - Throws: `CommandFailure` when there is no such file, exit code 2 when it is wrong.
    static func load(_ file: String, changes: [String] = [], forLocal: Bool) throws -> LoadedManifest {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                "\(file): there is no such file. Write one (docs/manifest.md), or name another with --file."
            )
        }
        return try reporting {
            try Manifest.load(
                text: String(decoding: data, as: UTF8.self),
                file: file,
                changes: changes,
                forLocal: forLocal
            )
        }
    }

    /// What `load` returns; what it finds wrong goes to standard error.
    /// - Throws: Exit code 2.
    static func reporting<Value>(_ load: () throws -> Value) throws -> Value {
        do {
            return try load()
        } catch let error as ManifestError {
            Terminal.note(error.description)
            throw CommandExit.unusable
        }
    }
}
