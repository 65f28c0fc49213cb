/// A token bucket by its theoretical arrival time: so many at once, then so many a second.
struct TokenBucket {
    /// Nanoseconds that one token takes to come back.
    private let interval: Double
    /// How far ahead of the bucket's clock a burst may run.
    private let tolerance: Double
    private var theoretical = -Double.infinity

    /// A full bucket of `burst` tokens, refilled with `rate` a second.
    init(burst: Double, rate: Double) {
        interval = 1e9 / max(1e-9, rate)
        tolerance = (max(1, burst) - 1) * interval
    }

    /// Takes a token at `now` or as soon as there is one.
    ///
    /// - Returns: When that is, in nanoseconds, never before `now`.
    mutating func take(at now: Int64) -> Int64 {
        let time = Double(now)
        let ready = max(time, theoretical - tolerance)
        theoretical = max(theoretical, ready) + interval
        return ready > time ? Int64(ready.rounded(.up)) : now
    }

    /// Takes a token at `now` if there is one.
    mutating func takeIfReady(at now: Int64) -> Bool {
        guard theoretical - tolerance <= Double(now) else { return false }
        theoretical = max(theoretical, Double(now)) + interval
        return true
    }
}
