/// A second-order filter section, designed with the bilinear transform.
///
/// Source: the cookbook forms with K = RealFunction.tan(pi f / fs) and n = 1 / (1 + K/Q + K^2).
package struct Biquad: Sendable, Equatable {
    /// Feed-forward coefficients.
    package let b: (Double, Double, Double)
    /// Feedback coefficients after the leading 1.
    package let a: (Double, Double)
    /// Samples until an impulse has died down to e^-10.
    package let settling: Int

    private init(b: (Double, Double, Double), a: (Double, Double), quality: Double, frequency: Double, rate: Double) {
        self.b = b
        self.a = a
        settling = Int((10 * quality / (Double.pi * frequency) * rate).rounded(.up))
    }

    /// Passes what lies below `frequency` hertz.
    package static func lowPass(_ frequency: Double, quality: Double, samplingRate: Double) -> Biquad {
        let (k, n) = constants(frequency, quality, samplingRate)
        let gain = k * k * n
        return Biquad(
            b: (gain, 2 * gain, gain),
            a: feedback(k, n, quality),
            quality: quality,
            frequency: frequency,
            rate: samplingRate
        )
    }

    /// Passes what lies above `frequency` hertz.
    package static func highPass(_ frequency: Double, quality: Double, samplingRate: Double) -> Biquad {
        let (k, n) = constants(frequency, quality, samplingRate)
        return Biquad(
            b: (n, -2 * n, n),
            a: feedback(k, n, quality),
            quality: quality,
            frequency: frequency,
            rate: samplingRate
        )
    }

    /// Removes a line at `frequency`; `bandwidth` hertz wide at half power.
    package static func notch(_ frequency: Double, bandwidth: Double, samplingRate: Double) -> Biquad {
        let quality = frequency / bandwidth
        let (k, n) = constants(frequency, quality, samplingRate)
        let side = (1 + k * k) * n
        return Biquad(
            b: (side, 2 * (k * k - 1) * n, side),
            a: feedback(k, n, quality),
            quality: quality,
            frequency: frequency,
            rate: samplingRate
        )
    }

    private static func constants(_ frequency: Double, _ quality: Double, _ rate: Double) -> (Double, Double) {
        let k = RealFunction.tan(Double.pi * frequency / rate)
        return (k, 1 / (1 + k / quality + k * k))
    }

    private static func feedback(_ k: Double, _ n: Double, _ quality: Double) -> (Double, Double) {
        (2 * (k * k - 1) * n, (1 - k / quality + k * k) * n)
    }

    /// Filters four signals in place, each from the steady state of a constant input equal to its first sample.
    func run(_ lanes: inout [SIMD4<Double>]) {
        guard let first = lanes.first else { return }
        let steady = first * ((b.0 + b.1 + b.2) / (1 + a.0 + a.1))
        var second = b.2 * first - a.1 * steady
        var state = b.1 * first - a.0 * steady + second
        for index in lanes.indices {
            let input = lanes[index]
            let output = b.0 * input + state
            state = b.1 * input - a.0 * output + second
            second = b.2 * input - a.1 * output
            lanes[index] = output
        }
    }

    /// Whether all coefficients agree.
    package static func == (left: Biquad, right: Biquad) -> Bool { left.a == right.a && left.b == right.b }
}
