import Foundation

/// A file that a command writes.
enum OutputFile {
    /// Writes the text in one go, making the folders of the path.
    /// - Throws: `CommandFailure` when that is not possible.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes bytes likewise.
    /// - Throws: `CommandFailure` when that is not possible.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        do {
            let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            if !folder.isEmpty {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure("\(path): cannot be written: \(PlainReason.of(error))")
        }
    }
}
