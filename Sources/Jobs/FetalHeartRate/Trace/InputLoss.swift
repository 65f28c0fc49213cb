/// Where a recording was not measured.
package struct InputLoss: Sendable {
    /// Stretches longer than 0.2 s in which more than half of the channels are invalid, in seconds.
    package let ranges: [ClosedRange<Double>]
    /// Share of invalid samples in every cell of the trace's grid, 0 to 1.
    package let share: [Double]

    private static let shortestLoss = 0.2

    /// Looks through the chosen channels of a recording.
    init(_ channels: [[Double]], samplingRate: Double, cellCount: Int) {
        let length = channels.first?.count ?? 0
        var ranges: [ClosedRange<Double>] = []
        var invalid = [Double](repeating: 0, count: cellCount)
        var start: Int?
        for index in 0...length {
            let missing = index < length ? channels.count { $0[index].isNaN } : 0
            if missing > 0 {
                let cell = Int(Double(index) / samplingRate * RateTrace.rate)
                if cell < cellCount { invalid[cell] += Double(missing) }
            }
            if 2 * missing > channels.count {
                start = start ?? index
            } else if let from = start {
                if Double(index - from) > Self.shortestLoss * samplingRate {
                    ranges.append(Double(from) / samplingRate...Double(index) / samplingRate)
                }
                start = nil
            }
        }
        let perCell = samplingRate / RateTrace.rate * Double(max(1, channels.count))
        self.ranges = ranges
        share = invalid.map { min(1, $0 / perCell) }
    }

    /// Whether a time lies in a lost stretch.
    package func contains(_ time: Double) -> Bool { ranges.contains { $0.lowerBound <= time && time < $0.upperBound } }
}
