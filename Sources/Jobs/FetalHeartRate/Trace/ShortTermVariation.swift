/// Short-term variation in milliseconds, after Dawes and Redman.
///
/// Each minute is cut into 16 epochs of 3.75 s; the mean change of the mean interval between neighbouring epochs is
/// averaged over the minutes that lose less than half of their epochs and hold no deceleration.
enum ShortTermVariation {
    private static let epoch = 3.75
    private static let epochsPerMinute = 16

    /// The variation; nil when no minute qualifies.
    static func milliseconds(_ intervals: BeatIntervals, trace: RateTrace, events: [RateEvent]) -> Double? {
        let decelerations = events.filter { $0.kind != .acceleration }
        let minutes = Int(Double(trace.values.count) / RateTrace.rate / 60)
        let perMinute = (0..<minutes).compactMap { minute -> Double? in
            let (from, to) = (Double(minute) * 60, Double(minute + 1) * 60)
            guard isKnown(minute, trace), !decelerations.contains(where: { $0.from < to && $0.to > from }) else {
                return nil
            }
            return variation(minute, intervals)
        }
        return perMinute.isEmpty ? nil : perMinute.reduce(0, +) / Double(perMinute.count)
    }

    private static func variation(_ minute: Int, _ intervals: BeatIntervals) -> Double? {
        let means = (0..<epochsPerMinute).map { index -> Double? in
            let start = Double(minute) * 60 + Double(index) * epoch
            let accepted = intervals.indexes(in: start...start + epoch).filter { intervals.isAccepted[$0] }
            guard !accepted.isEmpty else { return nil }
            return 1000 * accepted.reduce(0) { $0 + intervals.lengths[$1] } / Double(accepted.count)
        }
        let changes = zip(means.dropFirst(), means).compactMap { later, earlier -> Double? in
            guard let later, let earlier else { return nil }
            return abs(later - earlier)
        }
        guard 2 * changes.count > epochsPerMinute else { return nil }
        return changes.reduce(0, +) / Double(changes.count)
    }

    /// Whether at least half of a minute's trace is there.
    private static func isKnown(_ minute: Int, _ trace: RateTrace) -> Bool {
        let perMinute = Int(60 * RateTrace.rate)
        let values = trace.values[minute * perMinute..<(minute + 1) * perMinute]
        return 2 * values.count { $0 != nil } >= perMinute
    }
}
