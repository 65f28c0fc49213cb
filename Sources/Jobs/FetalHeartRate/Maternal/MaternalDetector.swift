/// Finds the mother's beats in conditioned abdominal channels.
package struct MaternalDetector: Sendable {
    private let samplingRate: Double

    /// A detector for signals at the given rate.
    package init(samplingRate: Double) {
        self.samplingRate = samplingRate
    }

    /// The mother's beats and how well each stands out.
    package struct Solution: Sendable {
        /// Sample positions of the R peaks, ascending.
        package var beats: [Int] = []
        /// The detection signal at every beat: about 3 for a clear QRS, 1 for noise.
        package var strength: [Double] = []
    }

    /// What explaining all of the channels is worth, beside a contrast of 2 to 4.
    private static let shareWeight = 2.0

    private struct Candidate {
        /// Weights of the channels.
        var mixture: [Double]
        var evidence: [Double]
        var beats: [Int]
        var score: Double
    }

    /// Finds the beats.
    ///
    /// Channels and independent components compete; periodic components of the winner give one clean maternal signal,
    /// in which the beats are found again. That needs no fine sampling, but their alignment does.
    ///
    /// - Parameters:
    ///   - channels: conditioned channels.
    ///   - thin: every `ratio`-th sample of them.
    ///   - ratio: 1 where `thin` is the channels themselves.
    /// - Returns: her beats, as positions in `channels`.
    package func solve(_ channels: [[Double]], thinned thin: [[Double]], by ratio: Int) -> Solution {
        let rate = samplingRate / Double(ratio)
        let independent = FastICA(stride: max(1, Int(rate / 100))).unmixing(of: thin)
        let mixtures = Matrix.identity(thin.count).allRows + (independent?.allRows ?? [])
        var best: Candidate?
        for candidate in candidates(mixtures, of: thin, rate, spikiness: true) {
            if candidate.score > best?.score ?? -.infinity { best = candidate }
        }
        guard var best, best.beats.count >= 8 else { return Solution() }
        if let periodic = PeriodicComponents(thin, beats: best.beats) {
            let refined = candidates([periodic.mixtures.row(0)], of: thin, rate, spikiness: false)[0]
            if refined.score >= best.score - 0.5 { best = refined }
        }
        let beats = BeatAligner(samplingRate: samplingRate)
            .aligned(best.beats.map { $0 * ratio }, in: Self.mixed(channels, best.mixture))
        let reach = Int(0.06 * rate)
        return Solution(
            beats: beats,
            strength: beats.map { Self.peak(of: best.evidence, near: $0 / ratio, reach: reach) }
        )
    }

    private static func mixed(_ channels: [[Double]], _ mixture: [Double]) -> [Double] {
        Matrix([mixture]).applied(to: channels)[0]
    }

    private static func peak(of evidence: [Double], near beat: Int, reach: Int) -> Double {
        evidence[max(0, beat - reach)..<min(evidence.count, beat + reach + 1)].max() ?? 0
    }

    private func candidates(
        _ mixtures: [[Double]],
        of channels: [[Double]],
        _ rate: Double,
        spikiness: Bool
    ) -> [Candidate] {
        let signals = Matrix(mixtures).applied(to: channels)
        let evidence = QRSEnvelope.maternal.apply(signals, samplingRate: rate)
        return mixtures.indices.map { index in
            let beats = BeatTracker.maternal.beats(in: evidence[index], samplingRate: rate)
            let rhythm = RhythmScore(evidence: evidence[index], beats: beats, samplingRate: rate, guardTime: 0.1)
            let share = ExplainedShare.of(channels, beats: beats, samplingRate: rate)
            var score = rhythm.contrast - 12 * rhythm.jitter + Self.shareWeight * share
            if spikiness { score += 0.05 * min(Self.spikiness(signals[index]), 20) }
            return Candidate(mixture: mixtures[index], evidence: evidence[index], beats: beats, score: score)
        }
    }

    /// Extreme over typical magnitude: large for an electrocardiogram, small for noise.
    private static func spikiness(_ signal: [Double]) -> Double {
        let magnitudes = stride(from: 0, to: signal.count, by: 2).map { abs(signal[$0]) }
        return OrderStatistic.percentile(99.5, of: magnitudes) / (OrderStatistic.median(magnitudes) + 1e-9)
    }
}
