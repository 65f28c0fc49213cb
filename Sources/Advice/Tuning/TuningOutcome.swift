package import SluiceManifest

/// A configuration and what it achieved.
package struct TuningOutcome: Sendable {
    package let manifest: Manifest
    /// The wait of the goal, in seconds: the worst over loads and seeds.
    package let wait: Double
    /// US dollars for one round of the loads: the mean over seeds, summed over loads.
    package let cost: Double
    /// US dollars a month while nothing comes.
    package let monthAtRest: Double
    package let peakTasks: Int

    /// Those that no other beats in both wait and cost, the cheapest first.
    package static func frontier(_ outcomes: [TuningOutcome]) -> [TuningOutcome] {
        var best: [TuningOutcome] = []
        for outcome in outcomes.sorted(by: { $0.precedes($1) }) where outcome.wait.isFinite {
            if let last = best.last, outcome.wait >= last.wait { continue }
            best.append(outcome)
        }
        return best
    }

    /// The cheapest that meets `goal`; among equals the one that waits less, then the one that costs less at rest.
    package static func cheapest(_ outcomes: [TuningOutcome], meeting goal: TuningGoal) -> TuningOutcome? {
        outcomes.filter { $0.wait <= goal.wait }.min { $0.precedes($1) }
    }

    /// By cost, then wait, then what it costs at rest, then the smaller fleet; a total order, so that a search has one result.
    private func precedes(_ other: TuningOutcome) -> Bool {
        let (own, its) = (manifest.scaling, other.manifest.scaling)
        let (left, right) = (
            (cost, wait, monthAtRest, own.maximum, own.minimum),
            (other.cost, other.wait, other.monthAtRest, its.maximum, its.minimum)
        )
        return left == right ? ManifestLines.title(manifest) < ManifestLines.title(other.manifest) : left < right
    }
}
