/// Finds the best whole sequence of beats in a detection signal, by dynamic programming over pairs of peaks.
///
/// A state is (previous peak, current peak). A peak earns its height, a change of the interval costs, and so does an
/// interval outside the usual range. A missed or extra beat is thus corrected by the rhythm around it.
package struct BeatTracker: Sendable {
    /// Shortest and longest interval between beats, in seconds.
    package var intervals: ClosedRange<Double>
    /// Range of intervals that cost nothing, in seconds.
    package var usualIntervals: ClosedRange<Double>
    /// What a peak must reach to be worth taking, in units of the detection signal.
    package var threshold: Double
    /// Weight of the price for unusual intervals.
    package var usualWeight: Double
    /// Price of a change of the interval by 5 %; it grows with the square, up to 25 such prices.
    package var changePrice: Double

    /// For the fetal heart: weak complexes in an even rhythm.
    package static let fetal = BeatTracker(
        intervals: 0.27...0.75,
        usualIntervals: 0.35...0.51,
        threshold: 0.5,
        usualWeight: 1.2,
        changePrice: 0.3
    )

    /// For the mother's heart: strong complexes, whose intervals swing by 10 % with every breath.
    ///
    /// With the fetal price for changes a breathing mother at 100 bpm is followed at every other beat.
    package static let maternal = BeatTracker(
        intervals: 0.38...1.35,
        usualIntervals: 0.5...1.0,
        threshold: 0.6,
        usualWeight: 0.15,
        changePrice: 0.075
    )

    private static let highestReward = 3.0
    private static let changeScale = 0.05
    private static let mostChange = 25.0
    private static let usualSpread = 0.15
    private static let impossible = -1e9

    /// Sample positions of the beats in a detection signal whose local median is 0 and 90th percentile 1.
    package func beats(in evidence: [Double], samplingRate: Double) -> [Int] {
        let peaks = candidates(in: evidence, samplingRate: samplingRate)
        guard peaks.count >= 3 else { return peaks }
        var lattice = Lattice(times: peaks.map { Double($0) / samplingRate }, intervals: intervals)
        fill(&lattice, rewards: peaks.map { min(evidence[$0], Self.highestReward) - threshold })
        guard let path = bestPath(through: lattice) else { return peaks }
        return path.map { peaks[$0] }
    }

    /// Peaks far enough apart, low ones included, and stand-ins where there are none, so that a chain can pass.
    private func candidates(in evidence: [Double], samplingRate: Double) -> [Int] {
        let distance = max(1, Int(0.35 * intervals.lowerBound * samplingRate))
        let peaks = PeakFinder.maxima(evidence, distance: distance)
        let widest = Int(0.5 * intervals.upperBound * samplingRate)
        var result: [Int] = []
        for peak in peaks {
            while let last = result.last, peak - last > 2 * widest { result.append(last + widest) }
            result.append(peak)
        }
        return result
    }

    private func fill(_ lattice: inout Lattice, rewards: [Double]) {
        let times = lattice.times
        let latestStart = times[0] + 1.5 * intervals.upperBound
        let usual = RealFunction.log(usualIntervals.lowerBound)...RealFunction.log(usualIntervals.upperBound)
        for current in times.indices {
            for edge in lattice.edges(into: current) {
                let previous = lattice.source(of: edge, into: current)
                let interval = lattice.logIntervals[edge]
                var best = times[previous] <= latestStart ? rewards[previous] : Self.impossible
                var origin = -1
                for earlier in lattice.edges(into: previous) {
                    let change = (interval - lattice.logIntervals[earlier]) / Self.changeScale
                    let value = lattice.values[earlier] - changePrice * min(change * change, Self.mostChange)
                    if value > best {
                        best = value
                        origin = earlier
                    }
                }
                let outside = max(0, usual.lowerBound - interval, interval - usual.upperBound) / Self.usualSpread
                lattice.values[edge] = best + rewards[current] - usualWeight * 0.5 * outside * outside
                lattice.origins[edge] = origin
            }
        }
    }

    private func bestPath(through lattice: Lattice) -> [Int]? {
        guard let end = lattice.times.last else { return nil }
        var best: (edge: Int, peak: Int)?
        for peak in lattice.times.indices where lattice.times[peak] > end - 1.5 * intervals.upperBound {
            for edge in lattice.edges(into: peak)
            where best.map({ lattice.values[edge] > lattice.values[$0.edge] }) ?? true {
                best = (edge, peak)
            }
        }
        guard var (edge, peak) = best else { return nil }
        var path = [peak]
        while true {
            peak = lattice.source(of: edge, into: peak)
            path.append(peak)
            guard lattice.origins[edge] >= 0 else { return path.reversed() }
            edge = lattice.origins[edge]
        }
    }
}
