#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes out what `print` holds back when standard output is a pipe.
func fflushStandardOutput() {
    fflush(nil)
}
