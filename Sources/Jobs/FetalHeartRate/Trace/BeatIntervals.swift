/// The intervals between beats, and which of them are believable.
package struct BeatIntervals: Sendable {
    /// Midpoint of every interval, in seconds.
    package let midpoints: [Double]
    /// Length of every interval, in seconds.
    package let lengths: [Double]
    /// Whether an interval lies within 20 % of the running median and within the range of plausible rates.
    package let isAccepted: [Bool]

    private static let tolerance = 0.20
    private static let halfWindow = 5

    /// Plausible fetal rates in beats per minute.
    package static let fetalRates = 60.0...220.0
    /// Plausible maternal rates in beats per minute.
    package static let maternalRates = 40.0...160.0

    /// Intervals of beats at ascending times in seconds.
    package init(_ beats: [Double], rates: ClosedRange<Double>) {
        let lengths = zip(beats.dropFirst(), beats).map { $0 - $1 }
        let medians = RunningMedian.filter(lengths, half: Self.halfWindow)
        midpoints = zip(beats.dropFirst(), beats).map { ($0 + $1) / 2 }
        isAccepted = zip(lengths, medians).map { length, median in
            abs(length / median - 1) < Self.tolerance && length > 0 && rates.contains(60 / length)
        }
        self.lengths = lengths
    }

    /// Indexes of the intervals whose midpoint lies in a range of seconds.
    func indexes(in range: ClosedRange<Double>) -> Range<Int> {
        let low = Self.firstIndex(midpoints) { $0 >= range.lowerBound }
        let high = Self.firstIndex(midpoints) { $0 > range.upperBound }
        return low..<max(low, high)
    }

    private static func firstIndex(_ sorted: [Double], where matches: (Double) -> Bool) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if matches(sorted[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
