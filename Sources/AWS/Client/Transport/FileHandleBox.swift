import SluiceModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file for positioned reads and writes; closed when it is let go.
final class FileHandleBox: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file for reading.
    init(_ path: String) throws(FileSliceError) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: Self.reason()) }
    }

    /// Makes a file of `size` bytes for writing, in place of one that may be there.
    init(creating path: String, size: Int64) throws(FileSliceError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: Self.reason()) }
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw .unusable(path: path, reason: Self.reason()) }
    }

    deinit {
        close(descriptor)
    }

    /// The `count` bytes at `offset`, fewer at the end of the file.
    func read(at offset: Int64, count: Int) throws(FileSliceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor,
                    buffer.baseAddress?.advanced(by: done),
                    count - done,
                    off_t(offset + Int64(done))
                )
            }
            if got < 0 { throw .unusable(path: path, reason: Self.reason()) }
            if got == 0 { break }
            done += got
        }
        return done == count ? bytes : Array(bytes.prefix(done))
    }

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: [UInt8], at offset: Int64) throws(FileSliceError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor,
                    buffer.baseAddress?.advanced(by: done),
                    bytes.count - done,
                    off_t(offset + Int64(done))
                )
            }
            guard put > 0 else { throw .unusable(path: path, reason: Self.reason()) }
            done += put
        }
    }

    /// The size of the file at `path` in bytes.
    static func size(of path: String) throws(FileSliceError) -> Int64 {
        let file = try FileHandleBox(path)
        let end = lseek(file.descriptor, 0, SEEK_END)
        guard end >= 0 else { throw .unusable(path: path, reason: reason()) }
        return Int64(end)
    }

    private static func reason() -> String {
        guard let text = unsafe strerror(errno) else { return "error \(errno)" }
        return unsafe String(cString: text)
    }
}
