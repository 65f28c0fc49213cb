import Foundation

/// A folder of its own for one test, removed afterwards.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "sluice-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    /// Makes a file of `size` zeros that takes no space and returns its path.
    func zeros(_ name: String, size: UInt64) throws -> String {
        let file = try file(name, [])
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        try handle.truncate(atOffset: size)
        try handle.close()
        return file
    }
}
