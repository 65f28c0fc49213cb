/// What the beats within 5 s of a point say for the trace there.
struct TraceSupport {
    /// Share of the intervals that are accepted; 0 when there is none.
    let accepted: Double
    /// Median height of the detection signal at the beats, limited to 3.
    let strength: Double
    /// Whether there is any beat.
    let hasBeats: Bool

    private static let reach = 5.0
    private static let highest = 3.0

    init(at time: Double, _ intervals: BeatIntervals, strengths: [Double]) {
        let near = intervals.indexes(in: time - Self.reach...time + Self.reach)
        hasBeats = !near.isEmpty
        accepted = near.isEmpty ? 0 : Double(near.count { intervals.isAccepted[$0] }) / Double(near.count)
        strength = OrderStatistic.median(near.map { min(max(strengths[$0], 0), Self.highest) })
    }
}
