/// A power spectrum averaged over half-overlapping Hann windows of about 4 s (Welch's method), in arbitrary units.
///
/// Of a long signal so many windows are taken, evenly spread, that more would say the same.
package struct PowerSpectrum: Sendable {
    /// Hertz between two bins.
    package let resolution: Double
    /// Power per bin, from 0 Hz.
    package let power: [Double]

    private static let mostWindows = 100

    /// The spectrum of a signal; nil when it is shorter than one window.
    package init?(_ signal: [Double], samplingRate: Double) {
        var length = 1
        while Double(length) < 4 * samplingRate { length *= 2 }
        guard signal.count >= length else { return nil }
        let transform = FourierTransform(count: length)
        let step = 2 * Double.pi / Double(length)
        let window = (0..<length).map { 0.5 - 0.5 * RealFunction.cos(step * Double($0)) }
        var sum = [Double](repeating: 0, count: length / 2)
        let all = (signal.count - length) / (length / 2) + 1
        let taken = min(all, Self.mostWindows)
        let starts = (0..<taken).map { $0 * all / taken * (length / 2) }
        for pair in stride(from: 0, to: starts.count, by: 2) {
            // Two real windows share one complex transform: their summed power is in bins k and N - k together.
            var real = Self.segment(signal, starts[pair], window)
            var imaginary =
                pair + 1 < starts.count
                ? Self.segment(signal, starts[pair + 1], window) : [Double](repeating: 0, count: length)
            transform.run(real: &real, imaginary: &imaginary)
            for bin in sum.indices {
                let mirror = (length - bin) % length
                sum[bin] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
                sum[bin] += real[mirror] * real[mirror] + imaginary[mirror] * imaginary[mirror]
            }
        }
        resolution = samplingRate / Double(length)
        power = sum
    }

    private static func segment(_ signal: [Double], _ start: Int, _ window: [Double]) -> [Double] {
        window.indices.map { signal[start + $0] * window[$0] }
    }

    /// Whether a narrow line stands out at a frequency: more than six times the median of its surroundings.
    package func hasLine(at frequency: Double) -> Bool {
        var line = 0.0
        var surroundings: [Double] = []
        for (bin, value) in power.enumerated() {
            let distance = abs(Double(bin) * resolution - frequency)
            if distance <= 0.5 {
                line = max(line, value)
            } else if distance > 1.5, distance < 6 {
                surroundings.append(value)
            }
        }
        return !surroundings.isEmpty && line > 6 * OrderStatistic.median(surroundings)
    }
}
