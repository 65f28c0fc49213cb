/// Finds the fetal beats of one block of about a minute.
struct FetalDetector {
    private let samplingRate: Double
    /// Most first guesses that are refined.
    var starts = 6
    /// Most rounds of refinement per first guess.
    var rounds = 8
    /// A score at which no further guess is tried.
    var convincing = 3.5

    init(samplingRate: Double) {
        self.samplingRate = samplingRate
    }

    /// The most believable solution.
    ///
    /// - Parameters:
    ///   - residue: channels without the mother.
    ///   - original: the same channels with her.
    ///   - maternal: her beats.
    ///   - hint: the median fetal beat of a neighbouring block, if that is known well.
    /// - Returns: the detection signal and the beats, centred on the R peaks.
    func solve(
        residue: [[Double]],
        original: [[Double]],
        maternal: [Int],
        hint: [[Double]]?
    ) -> FetalSolution {
        let band = ZeroPhaseFilter.bandPass(8, 60, samplingRate: samplingRate)
        let narrow = band.apply(residue)
        let guesses = candidates(residue, narrow, band.apply(original), maternal)
            .sorted { $0.score > $1.score }
        guard let filter = SpatioTemporalFilter(residue: narrow, samplingRate: samplingRate) else { return guesses[0] }
        var best: FetalSolution?
        let hinted = hint.map { solution("neighbour", filter.evidence(from: filter.response(to: $0)), maternal) }
        for guess in [hinted].compactMap({ $0 }) + guesses.prefix(starts) {
            guard let refined = refine(guess, filter, narrow, maternal) else { continue }
            if refined.score > best?.score ?? -.infinity { best = refined }
            if refined.score >= convincing { break }
        }
        return centered(best ?? guesses[0], filter)
    }

    /// Solutions from single signals: channels, their sum, and independent components with and without the mother.
    private func candidates(
        _ residue: [[Double]],
        _ narrow: [[Double]],
        _ original: [[Double]],
        _ maternal: [Int]
    ) -> [FetalSolution] {
        let separation = FastICA(stride: samplingRate >= 400 ? 2 : 1)
        var signals = named(residue, "channel")
        signals += named(separation.components(of: narrow), "component")
        signals += named(separation.components(of: original), "original component")
        var evidence = signals.map { ($0.name, QRSEnvelope.fetal.apply($0.signal, samplingRate: samplingRate)) }
        var sum = [Double](repeating: 0, count: residue.first?.count ?? 0)
        for (_, envelope) in evidence.prefix(residue.count) {
            for index in sum.indices { sum[index] += max(0, envelope[index]) }
        }
        evidence.append(("sum of channels", QRSEnvelope.normalized(sum, samplingRate: samplingRate)))
        return evidence.map { solution($0.0, $0.1, maternal) }
    }

    private func named(_ signals: [[Double]], _ name: String) -> [(name: String, signal: [Double])] {
        signals.enumerated().map { ("\(name) \($0.offset + 1)", $0.element) }
    }

    private func solution(_ source: String, _ evidence: [Double], _ maternal: [Int]) -> FetalSolution {
        FetalSolution(source: source, evidence: evidence, maternal: maternal, samplingRate: samplingRate)
    }

    /// Periodic components once, then the matched filter until it stops getting better.
    private func refine(
        _ guess: FetalSolution,
        _ filter: SpatioTemporalFilter,
        _ narrow: [[Double]],
        _ maternal: [Int]
    ) -> FetalSolution? {
        var current = guess
        if guess.beats.count > 8, let periodic = PeriodicComponents(narrow, beats: guess.beats) {
            let envelope = QRSEnvelope.fetal.apply(periodic.first(of: narrow), samplingRate: samplingRate)
            let candidate = solution(guess.source, envelope, maternal)
            if candidate.score > guess.score { current = candidate }
        }
        var best: FetalSolution?
        for _ in 0..<rounds {
            guard let response = filter.response(to: current.beats) else { break }
            current = solution(guess.source, filter.evidence(from: response), maternal)
            guard current.score > best.map({ $0.score + 0.02 }) ?? -.infinity else { break }
            best = current
        }
        return best
    }

    /// Moves the detection signal so that its peaks lie on the R peaks, whatever signal it was first found in.
    private func centered(_ solution: FetalSolution, _ filter: SpatioTemporalFilter) -> FetalSolution {
        guard let template = filter.template(solution.beats) else { return solution }
        let offset = filter.fiducialOffset(of: template)
        let length = solution.evidence.count
        var result = solution
        result.evidence = (0..<length).map { index in
            let from = index - offset
            return from >= 0 && from < length ? solution.evidence[from] : 0
        }
        result.beats = solution.beats.map { $0 + offset }.filter { $0 >= 0 && $0 < length }
        result.template = filter.template(result.beats)
        return result
    }
}
