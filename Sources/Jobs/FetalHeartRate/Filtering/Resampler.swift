/// Reduces the sampling rate with a windowed-sinc low-pass evaluated at every output instant.
package struct Resampler: Sendable {
    private let ratio: Double
    private let halfWidth: Int
    /// One kernel per sub-sample position; a single one where the ratio is whole.
    private let phases: [[Double]]

    private static let zeroCrossings = 10.0
    private static let mostPhases = 512

    /// Prepares the change from `rate` to a lower `target`, in samples per second.
    package init(from rate: Double, to target: Double) {
        let ratio = rate / target
        self.ratio = ratio
        let halfWidth = Int((Self.zeroCrossings * ratio).rounded(.up))
        self.halfWidth = halfWidth
        let exact = (1...Self.mostPhases).first { count in
            abs((ratio * Double(count)).rounded() - ratio * Double(count)) < 1e-9
        }
        let count = exact ?? Self.mostPhases
        phases = (0..<count).map { Self.kernel(ratio, halfWidth, shift: Double($0) / Double(count)) }
    }

    /// A Hann-windowed sinc with its cut-off at the new Nyquist frequency, unit gain at zero frequency.
    private static func kernel(_ ratio: Double, _ halfWidth: Int, shift: Double) -> [Double] {
        let taps = (-halfWidth...halfWidth + 1).map { tap in
            let x = (Double(tap) - shift) / ratio
            guard abs(x) < zeroCrossings else { return 0.0 }
            let window = 0.5 + 0.5 * RealFunction.cos(Double.pi * x / zeroCrossings)
            return x == 0 ? window : window * RealFunction.sin(Double.pi * x) / (Double.pi * x)
        }
        let sum = taps.reduce(0, +)
        return taps.map { $0 / sum }
    }

    /// The signal at the new rate; the ends are repeated outward.
    package func apply(_ signal: [Double]) -> [Double] {
        let count = Int((Double(signal.count) / ratio).rounded(.up))
        var result: [Double] = []
        result.reserveCapacity(count)
        for index in 0..<count {
            let position = Double(index) * ratio
            var whole = Int(position)
            var phase = Int(((position - Double(whole)) * Double(phases.count)).rounded())
            if phase == phases.count {
                whole += 1
                phase = 0
            }
            result.append(sample(signal, whole, phases[phase]))
        }
        return result
    }

    private func sample(_ signal: [Double], _ center: Int, _ kernel: [Double]) -> Double {
        let start = center - halfWidth
        var sum = 0.0
        if start >= 0, start + kernel.count <= signal.count {
            for tap in kernel.indices { sum += kernel[tap] * signal[start + tap] }
        } else {
            for tap in kernel.indices { sum += kernel[tap] * signal[min(max(0, start + tap), signal.count - 1)] }
        }
        return sum
    }
}
