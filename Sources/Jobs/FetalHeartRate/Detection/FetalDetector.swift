/// Finds the fetal beats of one block of about a minute.
struct FetalDetector {
    private let samplingRate: Double
    /// Most first guesses that are refined.
    var starts = 6
    /// Most rounds of refinement per first guess.
    var rounds = 8
    /// A score at which no further guess is tried.
    var convincing = 3.0

    init(samplingRate: Double) {
        self.samplingRate = samplingRate
    }

    /// The most believable solution.
    ///
    /// - Parameters:
    ///   - residue: channels without the mother.
    ///   - original: the same channels with her.
    ///   - maternal: her beats.
    /// - Returns: the detection signal and the beats, centred on the R peaks.
    func solve(residue: [[Double]], original: [[Double]], maternal: [Int]) -> FetalSolution {
        let band = ZeroPhaseFilter.bandPass(8, 60, samplingRate: samplingRate)
        let narrow = band.apply(residue)
        let guesses = candidates(residue, narrow, band.apply(original), maternal)
            .sorted { $0.score > $1.score }
        guard let filter = SpatioTemporalFilter(residue: narrow, samplingRate: samplingRate) else { return guesses[0] }
        var best: FetalSolution?
        for guess in guesses.prefix(starts) {
            guard let refined = refine(guess, filter, narrow, maternal, besides: best) else { continue }
            if refined.score > best?.score ?? -.infinity { best = refined }
            if refined.score >= convincing { break }
        }
        return centered(best ?? guesses[0], filter)
    }

    /// The solution that begins with the fetal beat of a neighbouring block.
    ///
    /// - Parameters:
    ///   - residue: channels without the mother.
    ///   - maternal: her beats.
    ///   - hint: the median fetal beat of the neighbour over channels and lags.
    /// - Returns: the solution; nil where the hint leads nowhere.
    func solve(residue: [[Double]], maternal: [Int], hint: [[Double]]) -> FetalSolution? {
        let narrow = ZeroPhaseFilter.bandPass(8, 60, samplingRate: samplingRate).apply(residue)
        guard let filter = SpatioTemporalFilter(residue: narrow, samplingRate: samplingRate) else { return nil }
        let guess = solution("neighbour", filter.evidence(from: filter.response(to: hint)), maternal)
        return refine(guess, filter, narrow, maternal).map { centered($0, filter) }
    }

    /// Whether two series mark the same beats, each at its own place within them.
    private func agree(_ left: [Int], _ right: [Int]) -> Bool {
        Coincidence.share(fetal: left, maternal: right, samplingRate: samplingRate) > 0.9
            && abs(left.count - right.count) * 20 <= right.count
    }

    /// Solutions from single signals: channels, their sum, and independent components with and without the mother.
    private func candidates(
        _ residue: [[Double]],
        _ narrow: [[Double]],
        _ original: [[Double]],
        _ maternal: [Int]
    ) -> [FetalSolution] {
        let separation = FastICA(stride: max(1, Int(samplingRate / 100)))
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

    /// Periodic components once, then the matched filter until it stops getting better, or until it is where `known` is
    /// already: from the same beats it arrives at the same ones.
    private func refine(
        _ guess: FetalSolution,
        _ filter: SpatioTemporalFilter,
        _ narrow: [[Double]],
        _ maternal: [Int],
        besides known: FetalSolution? = nil
    ) -> FetalSolution? {
        var current = guess
        if guess.beats.count > 8, let periodic = PeriodicComponents(narrow, beats: guess.beats) {
            let envelope = QRSEnvelope.fetal.apply(periodic.first(of: narrow), samplingRate: samplingRate)
            let candidate = solution(guess.source, envelope, maternal)
            if candidate.score > guess.score { current = candidate }
        }
        var best: FetalSolution?
        for _ in 0..<rounds {
            if let known, agree(current.beats, known.beats) { return best }
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
