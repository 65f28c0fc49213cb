/// A slowly varying level, known every `hop` samples and linear in between.
package struct SampledLevel: Sendable {
    /// Samples between two known values; the first one lies at sample 0.
    package let hop: Int
    /// The known values.
    package var values: [Double]

    /// The level at every one of `count` samples.
    package func expanded(_ count: Int) -> [Double] {
        var result = [Double](repeating: values.last ?? 0, count: count)
        for step in 0..<max(0, values.count - 1) {
            let start = values[step]
            let slope = (values[step + 1] - start) / Double(hop)
            for offset in 0..<min(hop, max(0, count - step * hop)) {
                result[step * hop + offset] = start + slope * Double(offset)
            }
        }
        return result
    }

    /// A statistic of the samples within `half` of every `hop`-th sample.
    ///
    /// Only every `stride`-th sample is looked at, for the signals here are far smoother than their sampling; the
    /// statistic gets a buffer it may reorder and the number of samples in it.
    static func windowed(
        _ signal: [Double],
        half: Int,
        hop: Int,
        stride: Int,
        _ statistic: (inout [Double], Int) -> Double
    ) -> SampledLevel {
        var buffer = [Double](repeating: 0, count: 2 * half / stride + 2)
        var values: [Double] = []
        values.reserveCapacity(signal.count / hop + 1)
        for center in Swift.stride(from: 0, to: signal.count, by: hop) {
            var count = 0
            let end = min(signal.count, center + half + 1)
            var index = max(0, center - half)
            while index < end {
                buffer[count] = signal[index]
                count += 1
                index += stride
            }
            values.append(statistic(&buffer, count))
        }
        return SampledLevel(hop: hop, values: values)
    }
}
