/// Prepares raw channels for detection: fills holes, lowers the rate, clips impulses, removes drift, hum and hiss.
package struct SignalConditioner: Sendable {
    /// Working rate in samples per second; slower recordings keep their own.
    package static let workingRate = 500.0
    /// Cut-off of the high-pass in hertz: high on purpose, a low one helps only where wave shapes are reported.
    package static let highPass = 3.0
    /// Cut-off of the low-pass in hertz.
    package static let lowPass = 90.0

    private let inputRate: Double
    /// Samples per second of the result.
    package let samplingRate: Double

    /// A conditioner for recordings sampled at `rate`.
    package init(samplingRate rate: Double) {
        inputRate = rate
        samplingRate = min(rate, Self.workingRate)
    }

    /// Conditions all channels.
    ///
    /// Hum is removed from all of them when it stands out in any.
    package func apply(_ channels: [[Double]]) -> [[Double]] {
        let resampler = inputRate > samplingRate ? Resampler(from: inputRate, to: samplingRate) : nil
        let ready = channels.map { channel in
            let filled = Self.filled(channel)
            return clipped(resampler?.apply(filled) ?? filled)
        }
        // One pass for all of it: sections in a row are one filter.
        var filter = ZeroPhaseFilter.highPass(Self.highPass, samplingRate: samplingRate)
        for line in mains(in: ready) { filter += .notch(line, samplingRate: samplingRate) }
        if Self.lowPass < 0.45 * samplingRate { filter += .lowPass(Self.lowPass, samplingRate: samplingRate) }
        return filter.apply(ready)
    }

    /// Invalid samples replaced by the straight line between their valid neighbours.
    package static func filled(_ channel: [Double]) -> [Double] {
        var result = channel
        var last: Int?
        for index in channel.indices where !channel[index].isNaN {
            if last == nil, index > 0 {
                for hole in 0..<index { result[hole] = channel[index] }
            }
            if let last, index - last > 1 {
                let slope = (channel[index] - channel[last]) / Double(index - last)
                for hole in last + 1..<index { result[hole] = channel[last] + slope * Double(hole - last) }
            }
            last = index
        }
        guard let last else { return [Double](repeating: 0, count: channel.count) }
        for hole in last + 1..<max(last + 1, channel.count) { result[hole] = channel[last] }
        return result
    }

    /// Limits the deviation from a 60 ms running median to three times its usual peak per second.
    ///
    /// A QRS comes back every second and so sets the level; an electrode pop does not.
    private func clipped(_ channel: [Double]) -> [Double] {
        let second = Int(samplingRate)
        let seconds = channel.count / second
        guard seconds >= 4 else { return channel }
        // The median moves slowly, and counts only where something is clipped: a sample every 8 ms will do.
        let hop = max(1, Int(samplingRate / 125))
        let thinned = hop == 1 ? channel : stride(from: 0, to: channel.count, by: hop).map { channel[$0] }
        let half = Int((0.03 * samplingRate / Double(hop)).rounded())
        let median = SampledLevel(hop: hop, values: RunningMedian.filter(thinned, half: half)).expanded(channel.count)
        let deviations = zip(channel, median).map { $0 - $1 }
        let peaks = (0..<seconds).map { index in
            deviations[index * second..<(index + 1) * second].reduce(0) { max($0, abs($1)) }
        }
        let limit = 3 * OrderStatistic.median(peaks) + 1e-9
        return zip(median, deviations).map { $0 + min(max($1, -limit), limit) }
    }

    /// Those of 50 and 60 Hz and their harmonics that stand out in any channel: a notch rings on every QRS.
    private func mains(in channels: [[Double]]) -> [Double] {
        let spectra = channels.compactMap { PowerSpectrum($0, samplingRate: samplingRate) }
        let highest = min(samplingRate / 2 - 5, Self.lowPass + 15)
        return [50.0, 60.0].flatMap { base in
            stride(from: base, to: highest, by: base).filter { line in
                spectra.contains { $0.hasLine(at: line) }
            }
        }
    }
}
