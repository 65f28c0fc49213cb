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

    private struct Candidate {
        var signal: [Double]
        var evidence: [Double]
        var beats: [Int]
        var score: Double
    }

    /// Finds the beats.
    ///
    /// Channels and independent components compete; periodic components of the winner give one clean maternal signal,
    /// in which the beats are found again and aligned.
    package func solve(_ channels: [[Double]]) -> Solution {
        let sources = channels + FastICA(stride: samplingRate >= 400 ? 2 : 1).components(of: channels)
        var best: Candidate?
        for source in sources {
            let candidate = candidate(from: source, spikiness: true)
            if candidate.score > best?.score ?? -.infinity { best = candidate }
        }
        guard var best, best.beats.count >= 8 else { return Solution() }
        if let periodic = PeriodicComponents(channels, beats: best.beats) {
            let refined = candidate(from: periodic.first(of: channels), spikiness: false)
            if refined.score >= best.score - 0.5 { best = refined }
        }
        let beats = BeatAligner(samplingRate: samplingRate).aligned(best.beats, in: best.signal)
        return Solution(beats: beats, strength: beats.map { Self.peak(of: best.evidence, near: $0, reach: reach) })
    }

    private var reach: Int { Int(0.06 * samplingRate) }

    private static func peak(of evidence: [Double], near beat: Int, reach: Int) -> Double {
        evidence[max(0, beat - reach)..<min(evidence.count, beat + reach + 1)].max() ?? 0
    }

    private func candidate(from signal: [Double], spikiness: Bool) -> Candidate {
        let evidence = QRSEnvelope.maternal.apply(signal, samplingRate: samplingRate)
        let beats = BeatTracker.maternal.beats(in: evidence, samplingRate: samplingRate)
        let rhythm = RhythmScore(evidence: evidence, beats: beats, samplingRate: samplingRate, guardTime: 0.1)
        var score = rhythm.contrast - 12 * rhythm.jitter
        if spikiness { score += 0.05 * min(Self.spikiness(signal), 20) }
        return Candidate(signal: signal, evidence: evidence, beats: beats, score: score)
    }

    /// Extreme over typical magnitude: large for an electrocardiogram, small for noise.
    private static func spikiness(_ signal: [Double]) -> Double {
        let magnitudes = stride(from: 0, to: signal.count, by: 2).map { abs(signal[$0]) }
        return OrderStatistic.percentile(99.5, of: magnitudes) / (OrderStatistic.median(magnitudes) + 1e-9)
    }
}
