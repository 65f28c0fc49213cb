#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A system call on a file that failed.
struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    let call: String
    let path: String
    /// The value of `errno`.
    let code: CInt

    /// The error of the call that has just failed.
    static func last(_ call: String, _ path: String) -> FileError {
        FileError(call: call, path: path, code: errno)
    }

    var description: String {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return "\(call) \(path): \(reason)"
    }

    /// Whether there is nothing at the path, a part of it being a file among the reasons.
    var isAbsence: Bool { code == ENOENT || code == ENOTDIR }
}
