/// A cascade of sections run forward and then backward, so that nothing is delayed.
///
/// The gain is the square of the cascade's: at a Butterworth cut-off one half.
package struct ZeroPhaseFilter: Sendable {
    /// The sections in order.
    package let sections: [Biquad]

    /// Makes a filter from sections.
    package init(_ sections: [Biquad]) {
        self.sections = sections
    }

    /// One filter after another, as one.
    static func += (filter: inout ZeroPhaseFilter, next: ZeroPhaseFilter) {
        filter = ZeroPhaseFilter(filter.sections + next.sections)
    }

    private static let secondOrder = 0.5.squareRoot()
    private static let fourthOrder = [0.5412, 1.3066]

    /// Second-order Butterworth high-pass.
    package static func highPass(_ frequency: Double, samplingRate: Double) -> ZeroPhaseFilter {
        ZeroPhaseFilter([.highPass(frequency, quality: secondOrder, samplingRate: samplingRate)])
    }

    /// Fourth-order Butterworth low-pass.
    package static func lowPass(_ frequency: Double, samplingRate: Double) -> ZeroPhaseFilter {
        ZeroPhaseFilter(fourthOrder.map { .lowPass(frequency, quality: $0, samplingRate: samplingRate) })
    }

    /// Second-order slopes on both sides of a band.
    package static func bandPass(_ low: Double, _ high: Double, samplingRate: Double) -> ZeroPhaseFilter {
        ZeroPhaseFilter([
            .highPass(low, quality: secondOrder, samplingRate: samplingRate),
            .lowPass(high, quality: secondOrder, samplingRate: samplingRate),
        ])
    }

    /// A notch one and a half hertz wide.
    package static func notch(_ frequency: Double, samplingRate: Double) -> ZeroPhaseFilter {
        ZeroPhaseFilter([.notch(frequency, bandwidth: 1.5, samplingRate: samplingRate)])
    }

    /// The filtered signal.
    package func apply(_ signal: [Double]) -> [Double] { apply([signal])[0] }

    /// The same for several channels of equal length.
    ///
    /// Both ends are extended by odd reflection for as long as the sections ring. Four channels go through together: each output
    /// waits for the one before, and the processor has room for the others meanwhile.
    package func apply(_ channels: [[Double]]) -> [[Double]] {
        stride(from: 0, to: channels.count, by: 4).flatMap { first in
            applyToFour(Array(channels[first..<min(first + 4, channels.count)]))
        }
    }

    private func applyToFour(_ channels: [[Double]]) -> [[Double]] {
        guard let count = channels.first?.count, count > 0 else { return channels }
        precondition(channels.allSatisfy { $0.count == count })
        let padding = min(count - 1, sections.map(\.settling).max() ?? 0)
        var lanes = Self.extended(channels, count: count, by: padding)
        for section in sections { section.run(&lanes) }
        lanes.reverse()
        for section in sections { section.run(&lanes) }
        let last = lanes.count - 1 - padding
        return channels.indices.map { lane in (0..<count).map { lanes[last - $0][lane] } }
    }

    /// Channels as lanes, with `padding` samples of odd reflection before and behind.
    private static func extended(_ channels: [[Double]], count: Int, by padding: Int) -> [SIMD4<Double>] {
        var lanes = [SIMD4<Double>](repeating: .zero, count: count + 2 * padding)
        for (lane, channel) in channels.enumerated() {
            let (first, last) = (channel[0], channel[count - 1])
            for index in 0..<padding {
                lanes[index][lane] = 2 * first - channel[padding - index]
                lanes[padding + count + index][lane] = 2 * last - channel[count - 2 - index]
            }
            for index in 0..<count { lanes[padding + index][lane] = channel[index] }
        }
        return lanes
    }
}
