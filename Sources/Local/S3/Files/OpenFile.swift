import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is open until nobody holds it any more.
///
/// Every method blocks; call them on `FileThreads`.
final class OpenFile: Sendable {
    let path: String
    private let descriptor: CInt

    private init(path: String, descriptor: CInt) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        // Nothing can be done about a failure here; writers call `synchronize` before they count on anything.
        _ = close(descriptor)
    }

    /// Opens a regular file for reading; nil when there is none at `path`.
    ///
    /// - Throws: `FileError` when there is one that cannot be opened.
    static func forReading(_ path: String) throws(FileError) -> (file: OpenFile, status: FileStatus)? {
        // Without O_NONBLOCK a pipe somebody left in the folder would hold us for ever.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let error = FileError.last("open", path)
            if error.isAbsence { return nil }
            throw error
        }
        let file = OpenFile(path: path, descriptor: descriptor)
        let status = try file.status()
        return status.kind == .file ? (file, status) : nil
    }

    /// Makes a new file.
    /// - Throws: `FileError`, also when there is something at `path`.
    static func create(_ path: String) throws(FileError) -> OpenFile {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("create", path) }
        return OpenFile(path: path, descriptor: descriptor)
    }

    /// The file's status now.
    /// - Throws: `FileError`.
    func status() throws(FileError) -> FileStatus {
        try FileStatus.of(descriptor, path: path)
    }

    /// Reads up to `count` bytes at `offset`; fewer only at the end of the file.
    /// - Throws: `FileError`.
    func read(at offset: Int64, count: Int) throws(FileError) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        while buffer.readableBytes < count {
            let position = offset + Int64(buffer.readableBytes)
            let wanted = count - buffer.readableBytes
            var failure: FileError?
            let got = unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { bytes in
                let got = unsafe pread(descriptor, bytes.baseAddress, wanted, off_t(position))
                if got < 0 { failure = .last("read", path) }
                return max(0, got)
            }
            if let failure {
                if failure.code == EINTR { continue }
                throw failure
            }
            if got == 0 { break }
        }
        return buffer
    }

    /// Writes all of `bytes` at the end of what was written so far.
    /// - Throws: `FileError`.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe Self.systemWrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw .last("write", path)
            }
        }
    }

    /// Returns once the bytes are on disk.
    /// - Throws: `FileError`.
    func synchronize() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw .last("sync", path) }
    }

    private static func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(descriptor, bytes, count)
        #elseif canImport(Musl)
            unsafe Musl.write(descriptor, bytes, count)
        #else
            unsafe Darwin.write(descriptor, bytes, count)
        #endif
    }
}
