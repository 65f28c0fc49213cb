#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What this process has used so far.
package enum OwnUsage {
    /// User and system time in seconds, without children.
    package static var cpuSeconds: Double {
        var usage = rusage()
        // 0 is RUSAGE_SELF, whose type differs between C libraries.
        unsafe getrusage(0, &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
}
