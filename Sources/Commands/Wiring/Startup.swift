import ArgumentParser
import SluiceLocal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The errors of starting, in words for the person at the terminal.
enum Startup {
    /// Takes a state folder.
    /// - Throws: `CommandFailure`.
    static func open(state path: String) throws -> StateFolder {
        do {
            return try StateFolder(path: absolute(path))
        } catch StateFolderError.inUse(let path, let server) {
            let place = server.map { "process \($0.pid), \($0.endpoint)" } ?? "its address is not known yet"
            throw CommandFailure(
                "\(path) is in use by another sluice (\(place)). Stop it, or choose another folder with --state."
            )
        } catch StateFolderError.notWritable(let path, let reason) {
            throw CommandFailure("\(path) cannot be used: \(reason). Choose another folder with --state.")
        }
    }

    /// Runs `body` and says in words what the local cloud may refuse.
    static func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch PortSearchError.taken(let port) {
            throw CommandFailure("Port \(port) is taken. Choose another with --port, or 0 for any.")
        } catch LocalCredentialsError.incomplete(let path) {
            throw CommandFailure("\(path) lacks one of its keys. Remove it to get new ones.")
        } catch LocalCredentialsError.notWritable(let path) {
            throw CommandFailure("\(path) cannot be written.")
        }
    }

    /// `path` from the root on.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
