#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that cannot be read or written as the transfer needs.
package enum FileError: Error, Hashable, Sendable {
    /// It has fewer bytes than it had when the transfer began.
    case shortened(path: String)
    /// It cannot be opened, read or written.
    case unusable(path: String, reason: String)
}

extension FileError: CustomStringConvertible {
    /// Which file and what is wrong with it.
    package var description: String {
        switch self {
        case .shortened(let path): "\(path) has become shorter while it was sent"
        case .unusable(let path, let reason): "\(path): \(reason)"
        }
    }
}

/// An open file for reads and writes at any place, from several threads; closed when it is let go.
final class PositionedFile: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file for reading.
    init(reading path: String) throws(FileError) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: SystemMessage.text(errno)) }
    }

    /// Makes a file of `size` bytes for writing, in place of one that may be there; its disk space is taken at once.
    init(creating path: String, size: Int64) throws(FileError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: SystemMessage.text(errno)) }
        guard size > 0 else { return }
        let code = Self.allocate(descriptor, size)
        guard code == 0 else { throw .unusable(path: path, reason: SystemMessage.text(code)) }
    }

    deinit {
        close(descriptor)
    }

    /// The `count` bytes at `offset`, fewer at the end of the file.
    func read(at offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + Int64(done)))
            }
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw .unusable(path: path, reason: SystemMessage.text(errno)) }
            if got == 0 { break }
            done += got
        }
        return done == count ? bytes : Array(bytes.prefix(done))
    }

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: [UInt8], at offset: Int64) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + Int64(done)))
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw .unusable(path: path, reason: SystemMessage.text(errno)) }
            done += put
        }
    }

    /// The size of the file at `path` in bytes.
    static func size(of path: String) throws(FileError) -> Int64 {
        let file = try PositionedFile(reading: path)
        let end = lseek(file.descriptor, 0, SEEK_END)
        guard end >= 0 else { throw .unusable(path: path, reason: SystemMessage.text(errno)) }
        return Int64(end)
    }

    /// Removes a file that came only in part; it is no error when there is none.
    static func remove(_ path: String) {
        unsafe unlink(path)
    }

    /// Takes the space for a whole file, so that a full disk is noticed before anything is fetched.
    private static func allocate(_ descriptor: Int32, _ size: Int64) -> Int32 {
        #if canImport(Darwin)
            ftruncate(descriptor, off_t(size)) == 0 ? 0 : errno
        #else
            posix_fallocate(descriptor, 0, off_t(size))
        #endif
    }
}
