/// The baseline of a fetal heart rate: its level without accelerations and decelerations.
///
/// A practical form of the FIGO 2015 definition: a running median over 10 min, samples more than 12 bpm away dropped,
/// twice repeated.
package struct BaselineRate: Sendable {
    /// Beats per minute on the trace's grid; nil for a record too short or too poor to have a baseline.
    package let values: [Double]?

    private static let halfWindowSeconds = 300.0
    private static let hopSeconds = 5.0
    private static let band = 12.0
    private static let leastSeconds = 120.0

    /// Estimates the baseline of a trace.
    package init(_ trace: RateTrace) {
        let known = trace.values.compactMap { $0 }
        guard Double(known.count) >= Self.leastSeconds * RateTrace.rate else {
            values = nil
            return
        }
        var level = [Double](repeating: OrderStatistic.median(known), count: trace.values.count)
        var band = Double.infinity
        for _ in 0..<3 {
            let kept = zip(trace.values, level).map { value, level in
                value.flatMap { abs($0 - level) <= band ? $0 : nil }
            }
            level = Self.runningMedian(kept, fallback: level)
            band = Self.band
        }
        values = level
    }

    private static func runningMedian(_ values: [Double?], fallback: [Double]) -> [Double] {
        let half = Int(halfWindowSeconds * RateTrace.rate)
        let hop = Int(hopSeconds * RateTrace.rate)
        var medians: [Double] = []
        for center in stride(from: 0, to: values.count, by: hop) {
            let window = values[max(0, center - half)..<min(values.count, center + half)].compactMap { $0 }
            medians.append(window.isEmpty ? fallback[center] : OrderStatistic.median(window))
        }
        return SampledLevel(hop: hop, values: medians).expanded(values.count)
    }

    /// Mean of the baseline in beats per minute.
    package var mean: Double? { values.map { $0.reduce(0, +) / Double(max(1, $0.count)) } }
}
