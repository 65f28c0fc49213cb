#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder `.sluice/` of one local cloud (design, section 3.9), held by one server at a time.
package final class StateFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// Where a running server says how to reach it.
    private static let announcement = "server.json"

    /// Makes the folder if it is missing and takes it for this process.
    /// - Throws: `StateFolderError.inUse` when another server has it, `.notWritable` when it cannot be made.
    package init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StateFolderError.notWritable(path: path, reason: "\(error)")
        }
        // In a variable until it is ours: an initializer that throws with all properties set runs `deinit`, which would
        // withdraw the announcement of the server that has the folder.
        let descriptor = unsafe open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StateFolderError.notWritable(path: path, reason: "its lock file cannot be made")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StateFolderError.inUse(path: path, server: Self.runningServer(in: path))
        }
        lock = descriptor
    }

    deinit {
        try? FileManager.default.removeItem(atPath: "\(path)/\(Self.announcement)")
        close(lock)
    }

    /// The path of something in the folder.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Leaves word of where the server listens, for other commands in this project.
    /// - Throws: A file error.
    package func announce(_ server: RunningServer) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(server).write(to: URL(filePath: file(Self.announcement)), options: .atomic)
    }

    /// The server that holds the folder at `path`; nil when none does.
    package static func runningServer(in path: String) -> RunningServer? {
        let probe = unsafe open("\(path)/lock", O_RDWR | O_CLOEXEC)
        guard probe >= 0 else { return nil }
        defer { close(probe) }
        guard flock(probe, LOCK_SH | LOCK_NB) != 0 else { return nil }
        guard let data = try? Data(contentsOf: URL(filePath: "\(path)/\(announcement)")) else { return nil }
        return try? JSONDecoder().decode(RunningServer.self, from: data)
    }
}

/// How to reach a local cloud that is running.
package struct RunningServer: Sendable, Hashable, Codable {
    package let pid: Int32
    /// `http://127.0.0.1:PORT`.
    package let endpoint: String
    package let region: String
    /// The queue that jobs go to; nil for a cloud without a project.
    package let queue: String?
    /// The bucket for inputs and results; nil for a cloud without a project.
    package let bucket: String?

    /// A server's announcement.
    package init(pid: Int32, endpoint: String, region: String, queue: String?, bucket: String?) {
        self.pid = pid
        self.endpoint = endpoint
        self.region = region
        self.queue = queue
        self.bucket = bucket
    }
}

/// Why a state folder cannot be used.
package enum StateFolderError: Error, Hashable, Sendable {
    /// Another server has it; `server` is what it says of itself.
    case inUse(path: String, server: RunningServer?)
    /// It cannot be made or written.
    case notWritable(path: String, reason: String)
}
