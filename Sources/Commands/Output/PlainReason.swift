#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why the system would not do something with a file, in the system's own words: Foundation wraps them in what nobody reads.
enum PlainReason {
    /// Such as `Permission denied`.
    static func of(_ error: any Error) -> String {
        if let error = error as? POSIXError { return words(error.code.rawValue) }
        guard let error = error as? CocoaError else { return "\(error)" }
        if let inner = error.underlying as? POSIXError { return words(inner.code.rawValue) }
        return "code \(error.code.rawValue)"
    }

    private static func words(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "errno \(code)" }
        return unsafe String(cString: text)
    }
}
