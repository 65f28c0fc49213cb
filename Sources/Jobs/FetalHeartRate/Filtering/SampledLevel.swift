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
            let length = min(hop, count - step * hop)
            guard length > 0 else { break }
            Vector.ramp(
                from: values[step],
                by: (values[step + 1] - values[step]) / Double(hop),
                to: &result,
                at: step * hop,
                count: length
            )
        }
        return result
    }

    /// The level with nothing below a share of its median.
    func raised(toShare share: Double) -> SampledLevel {
        let least = share * OrderStatistic.median(values)
        return SampledLevel(hop: hop, values: values.map { max($0, least) })
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
        let thinned = stride == 1 ? signal : Swift.stride(from: 0, to: signal.count, by: stride).map { signal[$0] }
        var buffer = [Double](repeating: 0, count: min(thinned.count, 2 * half / stride + 2))
        var values: [Double] = []
        values.reserveCapacity(signal.count / hop + 1)
        for center in Swift.stride(from: 0, to: signal.count, by: hop) {
            let from = (max(0, center - half) + stride - 1) / stride
            let until = min(thinned.count, (center + half) / stride + 1)
            Vector.copy(thinned, from..<max(from, until), to: &buffer)
            values.append(statistic(&buffer, max(0, until - from)))
        }
        return SampledLevel(hop: hop, values: values)
    }
}
