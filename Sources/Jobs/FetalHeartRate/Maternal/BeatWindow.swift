/// The stretch around every maternal beat that is modelled and subtracted, with soft ends.
struct BeatWindow {
    /// Samples before the R peak.
    let before: Int
    /// Samples from the R peak on.
    let after: Int
    /// Weight of every sample: 1 inside, falling to 0 over 30 ms at both ends.
    let taper: [Double]
    private let ramp: Int

    /// At most 250 ms before and 450 ms after, and never more than 35 % and 65 % of the interval between beats.
    init(beats: [Int], samplingRate: Double) {
        let intervals = zip(beats.dropFirst(), beats).map { Double($0 - $1) }
        let interval = intervals.count > 1 ? OrderStatistic.median(intervals) : samplingRate
        before = min(Int(0.25 * samplingRate), Int(0.35 * interval))
        after = min(Int(0.45 * samplingRate), Int(0.65 * interval))
        ramp = max(1, min(Int(0.03 * samplingRate), (before + after) / 2))
        var weights = [Double](repeating: 1, count: before + after)
        for index in 0..<ramp {
            let weight = 0.5 - 0.5 * RealFunction.cos(Double.pi * Double(index) / Double(ramp))
            weights[index] = weight
            weights[weights.count - 1 - index] = weight
        }
        taper = weights
    }

    /// Samples in the window.
    var count: Int { before + after }

    /// The tapered window around a beat, freed of the straight line between the means of its two ends.
    func cut(_ signal: [Double], at beat: Int) -> [Double] {
        let start = beat - before
        var first = 0.0
        var last = 0.0
        for index in 0..<ramp {
            first += signal[start + index] / Double(ramp)
            last += signal[start + count - 1 - index] / Double(ramp)
        }
        let slope = (last - first) / Double(max(1, count - 1))
        return (0..<count).map { (signal[start + $0] - first - slope * Double($0)) * taper[$0] }
    }
}
