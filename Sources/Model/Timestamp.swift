/// A point in time: whole nanoseconds since 1970-01-01T00:00:00Z (in a simulation: since its start).
///
/// Integer time makes the order of events exact. The range is 1677 to 2262.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Nanoseconds since the epoch; negative before it.
    package let nanoseconds: Int64

    /// The instant `nanoseconds` after the epoch.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The instant `seconds` after the epoch.
    package init(seconds: Int64) {
        nanoseconds = seconds * 1_000_000_000
    }

    /// The instant `milliseconds` after the epoch.
    package init(milliseconds: Int64) {
        nanoseconds = milliseconds * 1_000_000
    }

    /// 1970-01-01T00:00:00Z.
    package static let epoch = Timestamp(nanoseconds: 0)

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 { nanoseconds.flooredQuotient(by: 1_000_000_000) }

    /// Whole milliseconds since the epoch, rounded down.
    package var milliseconds: Int64 { nanoseconds.flooredQuotient(by: 1_000_000) }

    /// Orders by time.
    package static func < (lhs: Timestamp, rhs: Timestamp) -> Bool { lhs.nanoseconds < rhs.nanoseconds }
}

extension Timestamp: InstantProtocol {
    /// The instant `duration` later, rounded down to a nanosecond.
    package func advanced(by duration: Duration) -> Timestamp {
        Timestamp(nanoseconds: nanoseconds + duration.nanoseconds)
    }

    /// How long from this instant to `other`.
    package func duration(to other: Timestamp) -> Duration {
        .nanoseconds(other.nanoseconds - nanoseconds)
    }
}

extension Duration {
    /// The whole nanoseconds in this duration.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// This duration in seconds, as a floating-point number for display and statistics.
    package var inSeconds: Double { Double(nanoseconds) / 1e9 }

    /// The whole seconds in this duration, rounded up; never negative.
    package var wholeSecondsRoundedUp: Int {
        Int(Swift.max(0, -(-nanoseconds).flooredQuotient(by: 1_000_000_000)))
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that times before the epoch stay ordered.
    package func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
