/// One answer to where the fetal beats of a block are.
struct FetalSolution: Sendable {
    /// Where it came from, for example `channel 2`.
    var source: String
    /// The detection signal.
    var evidence: [Double]
    /// Sample positions, ascending.
    var beats: [Int]
    /// How believable it is: above about 2 is good, below 0 poor.
    var score: Double
    /// The median beat over channels and lags, once the solution has been refined.
    var template: [[Double]]?

    /// Tracks a detection signal and judges the result.
    init(source: String, evidence: [Double], maternal: [Int], samplingRate: Double) {
        self.source = source
        self.evidence = evidence
        beats = BeatTracker.fetal.beats(in: evidence, samplingRate: samplingRate)
        score = Self.score(beats, evidence, maternal, samplingRate)
    }

    private static func score(_ beats: [Int], _ evidence: [Double], _ maternal: [Int], _ rate: Double) -> Double {
        let rhythm = RhythmScore(evidence: evidence, beats: beats, samplingRate: rate)
        let coincidence = Coincidence.share(fetal: beats, maternal: maternal, samplingRate: rate)
        var score = rhythm.contrast - 10 * min(rhythm.jitter, 0.2) - 2.5 * coincidence
        let intervals = zip(beats.dropFirst(), beats).map { Double($0 - $1) / rate }
        if !(0.33...0.56).contains(OrderStatistic.median(intervals)) { score -= 0.5 }
        if coincidence > Coincidence.limit { score -= 20 }
        return score
    }
}
