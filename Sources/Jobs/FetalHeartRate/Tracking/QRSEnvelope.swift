/// Turns a signal into a detection signal: high where a QRS complex of the expected width lies.
package struct QRSEnvelope: Sendable {
    /// Pass band in hertz.
    package var band: ClosedRange<Double>
    /// Length of the smoothing window in seconds.
    package var smoothing: Double
    /// Whether the signal is first divided by its short-term noise level.
    package var mutesBursts: Bool

    /// For the mother's QRS: 80 to 100 ms, slow.
    package static let maternal = QRSEnvelope(band: 5...28, smoothing: 0.10, mutesBursts: false)
    /// For the fetal QRS: 30 to 60 ms, fast and weak.
    package static let fetal = QRSEnvelope(band: 12...48, smoothing: 0.045, mutesBursts: true)

    /// The detection signal, normalised by `normalized`.
    package func apply(_ signal: [Double], samplingRate: Double) -> [Double] {
        apply([signal], samplingRate: samplingRate)[0]
    }

    /// The detection signals of several signals of equal length.
    package func apply(_ signals: [[Double]], samplingRate: Double) -> [[Double]] {
        let filter = ZeroPhaseFilter.bandPass(band.lowerBound, band.upperBound, samplingRate: samplingRate)
        return filter.apply(signals).map { narrow in
            let muted = mutesBursts ? BurstLevel.divided(narrow, samplingRate: samplingRate) : narrow
            let power = Self.smoothed(Self.squaredSlope(muted), length: Int(smoothing * samplingRate) | 1)
            return Self.normalized(power.map { $0.squareRoot() }, samplingRate: samplingRate)
        }
    }

    private static func squaredSlope(_ signal: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: signal.count)
        for index in 1..<max(1, signal.count - 1) {
            let slope = signal[index + 1] - signal[index - 1]
            result[index] = slope * slope
        }
        return result
    }

    /// Convolution with a Hann window of odd length.
    private static func smoothed(_ signal: [Double], length: Int) -> [Double] {
        let half = length / 2
        // The window is even: its middle has weight 1, and each other weight serves two samples.
        var result = signal
        for lag in 1..<max(1, half + 1) {
            let weight = 0.5 + 0.5 * RealFunction.cos(Double.pi * Double(lag) / Double(half + 1))
            Vector.addBoth(weight, signal, lag: lag, to: &result)
        }
        return result
    }

    /// Where a lead is off there is next to nothing to scale by; noise must not be blown up to beats there.
    private static let leastSpan = 0.1

    /// Shifts and scales so that within 4 s around any point the median is 0 and the 90th percentile 1.
    package static func normalized(_ envelope: [Double], samplingRate: Double) -> [Double] {
        let hop = max(1, Int(samplingRate))
        var spans: [Double] = []
        var low = SampledLevel.windowed(
            envelope,
            half: Int(4 * samplingRate),
            hop: hop,
            stride: max(1, Int(samplingRate / 40))
        ) { window, count in
            let middle = OrderStatistic.percentile(50, ofScratch: &window, count)
            spans.append(OrderStatistic.percentile(90, ofScratch: &window, count) - middle)
            return middle
        }
        .expanded(envelope.count)
        let span = SampledLevel(hop: hop, values: spans).raised(toShare: leastSpan).expanded(envelope.count)
        for index in envelope.indices { low[index] = (envelope[index] - low[index]) / (span[index] + 1e-12) }
        return low
    }
}
