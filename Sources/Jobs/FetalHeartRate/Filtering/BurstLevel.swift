/// The noise level around every sample: a running median of the magnitude over 0.7 s.
///
/// A window this short follows bursts of muscle noise; a median does not see the QRS complexes in it.
package enum BurstLevel {
    private static let window = 0.7
    private static let hop = 0.14

    /// The level at every sample, never below half of the overall median.
    package static func of(_ signal: [Double], samplingRate: Double) -> [Double] {
        let magnitudes = signal.map(abs)
        let stride = max(1, Int(samplingRate / 80))
        let level = SampledLevel.windowed(
            magnitudes,
            half: Int(window * samplingRate) / 2,
            hop: max(1, Int(hop * samplingRate)),
            stride: stride
        ) { OrderStatistic.percentile(50, ofScratch: &$0, $1) }
        let floor = 0.5 * OrderStatistic.median(level.values) + 1e-12
        return level.expanded(signal.count).map { $0 + floor }
    }

    /// The signal divided by its level.
    package static func divided(_ signal: [Double], samplingRate: Double) -> [Double] {
        let level = of(signal, samplingRate: samplingRate)
        return zip(signal, level).map { $0 / $1 }
    }
}
