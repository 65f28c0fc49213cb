#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds programs as a shell does.
package enum ProgramSearch {
    /// The path of `program`: itself when it has a slash, else the first runnable file in `path`; nil when there is none.
    package static func find(_ program: String, in path: String?, workingDirectory: String? = nil) -> String? {
        guard !program.isEmpty else { return nil }
        guard !program.contains("/") else {
            let isRelative = !program.hasPrefix("/")
            let full = isRelative ? workingDirectory.map { "\($0)/\(program)" } ?? program : program
            return isRunnable(full) ? full : nil
        }
        return (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
            .map { "\($0)/\(program)" }
            .first(where: isRunnable)
    }

    private static func isRunnable(_ path: String) -> Bool {
        var info = stat()
        guard unsafe stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return false }
        return unsafe access(path, X_OK) == 0
    }
}
