import SluiceModel

// NIO's C module includes the same header as Glibc's, and the compiler takes `stat` for a part of it.
#if canImport(CNIOLinux)
    import CNIOLinux
#endif
// The standard library's own shims include it, too, and then `timespec` is taken for a part of those.
#if canImport(SwiftOverlayShims)
    import SwiftOverlayShims
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells one state of a file from another: if all of it is the same, so are the bytes.
struct FileStamp: Sendable, Hashable, Codable {
    /// In bytes.
    let size: Int64
    /// Nanoseconds since the epoch.
    let modified: Int64
    let inode: UInt64

    /// When the file was last changed.
    var lastModified: Timestamp { Timestamp(nanoseconds: modified) }
}

/// What there is at a path.
struct FileStatus: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case file
        case folder
        case other
    }

    let kind: Kind
    let stamp: FileStamp

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        default: kind = .other
        }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        stamp = FileStamp(
            size: Int64(status.st_size),
            modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
            inode: UInt64(status.st_ino)
        )
    }

    /// The status of an open file.
    static func of(_ descriptor: CInt, path: String) throws(FileError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("stat", path) }
        return FileStatus(status)
    }

    /// The status of what is at `path`, links followed; nil when nothing is there.
    static func at(_ path: String) throws(FileError) -> FileStatus? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let error = FileError.last("stat", path)
            if error.isAbsence { return nil }
            throw error
        }
        return FileStatus(status)
    }
}
