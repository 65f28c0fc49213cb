/// How much a sequence of beats looks like a heart: its peaks stand out and its intervals are even.
package struct RhythmScore: Sendable {
    /// Distance between beat peaks and the best other peaks, in units of their spread.
    package let contrast: Double
    /// Median change of the interval over the median interval.
    package let jitter: Double

    private static let fewestBeats = 8

    /// Scores beats in a detection signal; peaks within `guardTime` seconds of a beat belong to it.
    package init(evidence: [Double], beats: [Int], samplingRate: Double, guardTime: Double = 0.06) {
        guard beats.count >= Self.fewestBeats else {
            contrast = 0
            jitter = 9
            return
        }
        let heights = beats.map { evidence[$0] }
        let others = Self.otherPeaks(evidence, beats, margin: Int(guardTime * samplingRate))
        let distance = OrderStatistic.median(heights) - OrderStatistic.median(others)
        contrast = distance / (0.5 * Self.deviation(heights) + 0.5 * Self.deviation(others) + 0.1)
        jitter = Self.jitter(beats)
    }

    /// Heights of the highest peaks between the beats, as many as there are beats.
    private static func otherPeaks(_ evidence: [Double], _ beats: [Int], margin: Int) -> [Double] {
        var masked = evidence
        for beat in beats {
            for index in max(0, beat - margin)..<min(masked.count, beat + margin + 1) { masked[index] = -1 }
        }
        var heights = PeakFinder.maxima(masked).map { masked[$0] }
        heights.sort()
        return heights.isEmpty ? [0] : Array(heights.suffix(beats.count))
    }

    private static func jitter(_ beats: [Int]) -> Double {
        let intervals = zip(beats.dropFirst(), beats).map { Double($0 - $1) }
        let changes = zip(intervals.dropFirst(), intervals).map { abs($0 - $1) }
        return OrderStatistic.median(changes) / OrderStatistic.median(intervals)
    }

    private static func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
}
