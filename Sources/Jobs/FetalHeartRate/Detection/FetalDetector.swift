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
    /// First guesses come from the residue; only where none of them convinces is the mother's own signal looked at, in which one
    /// component may hold the fetus alone.
    ///
    /// - Parameters:
    ///   - residue: channels without the mother.
    ///   - original: the same channels with her.
    ///   - maternal: her beats.
    /// - Returns: the detection signal and the beats, centred on the R peaks.
    func solve(residue: [[Double]], original: [[Double]], maternal: [Int]) -> FetalSolution {
        let band = ZeroPhaseFilter.bandPass(8, 60, samplingRate: samplingRate)
        let narrow = band.apply(residue)
        let guesses = residueGuesses(residue, narrow, maternal)
        guard let filter = SpatioTemporalFilter(residue: narrow, samplingRate: samplingRate) else { return guesses[0] }
        var best: FetalSolution?
        func tryAll(_ guesses: some Sequence<FetalSolution>) {
            for guess in guesses where best?.score ?? -.infinity < convincing {
                guard let refined = refine(guess, filter, narrow, maternal, besides: best) else { continue }
                if refined.score > best?.score ?? -.infinity { best = refined }
            }
        }
        tryAll(guesses.prefix(1))
        if best?.score ?? -.infinity < convincing {
            let more = guesses.dropFirst() + componentGuesses(band.apply(original), maternal)
            tryAll(more.sorted { $0.score > $1.score }.prefix(starts - 1))
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

    /// Solutions from single signals of the residue, best first: channels, independent components, and their sum.
    private func residueGuesses(_ residue: [[Double]], _ narrow: [[Double]], _ maternal: [Int]) -> [FetalSolution] {
        let components = separation.components(of: narrow)
        let names = named(residue, "channel") + named(components, "component")
        let evidence = QRSEnvelope.fetal.apply(residue + components, samplingRate: samplingRate)
        var sum = [Double](repeating: 0, count: residue.first?.count ?? 0)
        for envelope in evidence.prefix(residue.count) {
            for index in sum.indices { sum[index] += max(0, envelope[index]) }
        }
        let all = zip(names, evidence).map { solution($0, $1, maternal) }
        let summed = solution("sum of channels", QRSEnvelope.normalized(sum, samplingRate: samplingRate), maternal)
        return (all + [summed]).sorted { $0.score > $1.score }
    }

    /// Solutions from independent components of the channels with the mother.
    private func componentGuesses(_ original: [[Double]], _ maternal: [Int]) -> [FetalSolution] {
        let components = separation.components(of: original)
        let evidence = QRSEnvelope.fetal.apply(components, samplingRate: samplingRate)
        return zip(named(components, "original component"), evidence).map { solution($0, $1, maternal) }
    }

    private var separation: FastICA { FastICA(stride: max(1, Int(samplingRate / 100))) }

    private func named(_ signals: [[Double]], _ name: String) -> [String] {
        signals.indices.map { "\(name) \($0 + 1)" }
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
