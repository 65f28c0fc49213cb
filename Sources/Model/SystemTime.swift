#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The system's clock, behind `WallClock`; good to about a microsecond.
enum SystemTime {
    static func now() -> Timestamp {
        let sinceReference = Date().timeIntervalSinceReferenceDate
        return Timestamp(nanoseconds: referenceDate + Int64(sinceReference * 1e9))
    }

    /// 2001-01-01T00:00:00Z, from which Foundation counts; counting from there keeps more digits.
    private static let referenceDate: Int64 = 978_307_200_000_000_000
}
