/// How often a fetal beat falls on a maternal one, beyond chance: the sign of having followed the mother.
package enum Coincidence {
    /// Half width of the window around a maternal beat, in seconds.
    package static let tolerance = 0.05
    /// A share above this means the mother has been taken for the fetus.
    package static let limit = 0.6

    /// Share of maternal beats that are hit, 0 for what chance gives and 1 for all; positions in samples, ascending.
    package static func share(fetal: [Int], maternal: [Int], samplingRate: Double) -> Double {
        guard fetal.count >= 3, maternal.count >= 3 else { return 0 }
        let reach = tolerance * samplingRate
        var nearest = 0
        var hits = 0
        for beat in maternal {
            while nearest + 1 < fetal.count, abs(fetal[nearest + 1] - beat) <= abs(fetal[nearest] - beat) {
                nearest += 1
            }
            if Double(abs(fetal[nearest] - beat)) <= reach { hits += 1 }
        }
        let intervals = zip(fetal.dropFirst(), fetal).map { Double($0 - $1) }
        let chance = min(1, 2 * reach / OrderStatistic.median(intervals))
        let hit = Double(hits) / Double(maternal.count)
        return max(0, (hit - chance) / (1 - chance + 1e-9))
    }
}
