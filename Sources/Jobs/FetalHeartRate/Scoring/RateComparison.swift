/// Reference and detected beats compared as heart-rate traces: two values per second, beats counted with fractions in
/// a window of 4 s.
struct RateComparison {
    /// Mean absolute difference in beats per minute where both traces exist.
    let difference: Double
    /// Share of those points within 5 beats per minute.
    let withinFive: Double
    /// Share of the reference trace at which the detected one exists.
    let coverage: Double

    private static let halfWindow = 2.0
    private static let longestInterval = 1.5

    init(reference: [Double], detected: [Double], gaps: ReferenceGaps) {
        guard let first = reference.first, let last = reference.last else {
            (difference, withinFive, coverage) = (.nan, 0, .nan)
            return
        }
        let start = first.rounded(.up)
        let count = max(0, Int(((last - start) / 0.5).rounded(.up)))
        var errors: [Double] = []
        var defined = 0
        for index in 0..<count {
            let time = start + 0.5 * Double(index)
            guard let expected = Self.rate(reference, gaps, at: time) else { continue }
            defined += 1
            if let found = Self.rate(detected, gaps, at: time) { errors.append(abs(found - expected)) }
        }
        difference = errors.isEmpty ? .nan : errors.reduce(0, +) / Double(errors.count)
        withinFive = errors.isEmpty ? 0 : Double(errors.count { $0 <= 5 }) / Double(errors.count)
        coverage = defined > 0 ? Double(errors.count) / Double(defined) : .nan
    }

    private static func rate(_ beats: [Double], _ gaps: ReferenceGaps, at time: Double) -> Double? {
        guard beats.count >= 4, let first = beats.first, let last = beats.last else { return nil }
        let from = max(time - halfWindow, first)
        let to = min(time + halfWindow, last)
        guard to - from >= halfWindow, !gaps.touch(from, to) else { return nil }
        let low = max(0, SortedSearch.countBelow(from, in: beats) - 1)
        let high = min(beats.count, SortedSearch.countBelow(to, in: beats) + 1)
        for index in low + 1..<max(low + 1, high) where beats[index] - beats[index - 1] > longestInterval {
            return nil
        }
        return 60 * (phase(of: to, beats) - phase(of: from, beats)) / (to - from)
    }

    /// Number of beats up to a time, with the fraction of the running interval.
    private static func phase(of time: Double, _ beats: [Double]) -> Double {
        let next = min(max(1, SortedSearch.countBelow(time, in: beats)), beats.count - 1)
        return Double(next - 1) + (time - beats[next - 1]) / (beats[next] - beats[next - 1])
    }
}
