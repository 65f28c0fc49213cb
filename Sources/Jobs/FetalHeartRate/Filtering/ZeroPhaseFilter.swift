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
    ///
    /// Both ends are extended by odd reflection for as long as the sections ring.
    package func apply(_ signal: [Double]) -> [Double] {
        guard let first = signal.first, let last = signal.last else { return signal }
        let padding = min(signal.count - 1, sections.map(\.settling).max() ?? 0)
        var work: [Double] = []
        work.reserveCapacity(signal.count + 2 * padding)
        for distance in (0..<padding).reversed() { work.append(2 * first - signal[distance + 1]) }
        work += signal
        for distance in 0..<padding { work.append(2 * last - signal[signal.count - 2 - distance]) }
        for section in sections { section.run(&work) }
        work.reverse()
        for section in sections { section.run(&work) }
        work.reverse()
        return Array(work[padding..<padding + signal.count])
    }

    /// The same for several channels.
    package func apply(_ channels: [[Double]]) -> [[Double]] { channels.map { apply($0) } }
}
