import SluiceAdvice
import SluiceManifest

/// A search on all cores: a coarse grid, the neighbours of the best, and a last judgement with more seeds.
struct TuningSearch {
    /// The manifest as it is.
    let present: TuningOutcome
    /// The cheapest that keeps the wait; nil when none does.
    let best: TuningOutcome?
    /// What no other beats in both wait and cost, the cheapest first.
    let frontier: [TuningOutcome]
    let tried: Int

    init(_ tuner: Tuner, _ space: TuningSpace, base: Manifest, goal: TuningGoal, seeds: Int) async {
        var known = await Self.judge(space.grid, tuner, seeds: 1, "grid")
        for round in 1...2 {
            let found = TuningOutcome.cheapest(known, meeting: goal) ?? TuningOutcome.frontier(known).last
            guard let found else { break }
            let tried = Set(known.map(\.manifest))
            let fresh = space.neighbours(of: found.manifest).filter { !tried.contains($0) }
            known += await Self.judge(fresh, tuner, seeds: 1, "round \(round)")
        }
        let finalists = Self.finalists(known, goal)
        let judged = await Self.judge(finalists + [base], tuner, seeds: seeds, "final")
        Terminal.endProgress()
        tried = known.count
        best = TuningOutcome.cheapest(judged, meeting: goal)
        frontier = TuningOutcome.frontier(judged)
        present = judged.first { $0.manifest == base } ?? tuner.outcome(of: base, seeds: seeds)
    }

    /// What deserves a second look: the frontier, and the cheapest that keep the wait or nearly do.
    private static func finalists(_ outcomes: [TuningOutcome], _ goal: TuningGoal) -> [Manifest] {
        let close = outcomes.filter { $0.wait <= goal.wait * 1.1 }.sorted { ($0.cost, $0.wait) < ($1.cost, $1.wait) }
            .prefix(24)
        var seen: Set<Manifest> = []
        return (TuningOutcome.frontier(outcomes) + close).map(\.manifest).filter { seen.insert($0).inserted }
    }

    private static func judge(
        _ manifests: [Manifest],
        _ tuner: Tuner,
        seeds: Int,
        _ stage: String
    ) async -> [TuningOutcome] {
        await withTaskGroup(of: (Int, TuningOutcome).self) { group in
            for (index, manifest) in manifests.enumerated() {
                group.addTask { (index, tuner.outcome(of: manifest, seeds: seeds)) }
            }
            var outcomes: [(Int, TuningOutcome)] = []
            for await outcome in group {
                outcomes.append(outcome)
                Terminal.progress("\(stage): \(outcomes.count) of \(manifests.count) configurations")
            }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
