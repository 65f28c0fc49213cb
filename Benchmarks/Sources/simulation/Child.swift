import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A child process and what it used.
enum Child {
    struct Usage {
        /// User and system time.
        let seconds: Double
        let peakBytes: Int
    }

    /// The tool failed.
    struct Failure: Error {
        let code: Int32
    }

    static func run(_ program: String, _ arguments: [String]) throws -> Usage {
        let before = usage()
        let process = Process()
        // Absolute, because the child starts in another folder.
        process.executableURL = URL(filePath: program).absoluteURL
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // A folder without a manifest, so that the defaults hold.
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(code: process.terminationStatus) }
        let after = usage()
        return Usage(seconds: after.seconds - before.seconds, peakBytes: after.peakBytes)
    }

    /// Of all children so far; the peak is that of the largest, so cases go from small to large.
    private static func usage() -> Usage {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        #else
            getrusage(RUSAGE_CHILDREN, &usage)
        #endif
        let seconds = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
        #if canImport(Darwin)
            return Usage(seconds: seconds, peakBytes: usage.ru_maxrss)
        #else
            return Usage(seconds: seconds, peakBytes: usage.ru_maxrss * 1024)
        #endif
    }
}
