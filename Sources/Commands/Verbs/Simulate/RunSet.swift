import SluiceAdvice
import SluiceSimulation

/// The same setup with different seeds, run on all cores.
struct RunSet {
    let name: String
    let title: String
    let summaries: [SimulationSummary]

    /// Runs `setup` so many times, with the seeds that follow its own.
    init(_ name: String, _ setup: SimulationSetup, runs: Int, progress: String) async {
        self.name = name
        title = setup.title
        summaries = await withTaskGroup(of: (Int, SimulationSummary).self) { group in
            for index in 0..<runs {
                group.addTask {
                    var setup = setup
                    setup.seed &+= UInt64(index)
                    return (index, SimulationResult(setup).summary)
                }
            }
            var results: [(Int, SimulationSummary)] = []
            for await result in group {
                results.append(result)
                if runs > 1 { Terminal.progress("\(progress)run \(results.count) of \(runs)") }
            }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
        Terminal.endProgress()
    }

    /// A table with a column for each set: one value for one run, the mean and the middle 90 % for several.
    static func table(_ sets: [RunSet]) -> String {
        var table = TextTable([("", .left)] + sets.map { ($0.name, .right) })
        for row in SummaryRow.all {
            let cells = sets.map { $0.cell(row) }
            // What nothing happened to is not worth a line.
            if ["failed", "unfinished", "killed at work", "given back", "done twice", "work for nothing"].contains(
                row.name
            ),
                cells.allSatisfy({ ["0", "0 s", "-"].contains($0) })
            {
                continue
            }
            table.add([row.name] + cells)
        }
        let runs = sets.first?.summaries.count ?? 0
        let note = runs > 1 ? "\n\n\(runs) runs: the mean, and from … to the middle 90 % of the runs" : ""
        return table.text + note
    }

    private func cell(_ row: SummaryRow) -> String {
        let values = summaries.compactMap(row.value)
        guard values.count > 1 else { return values.first.map(row.text) ?? "-" }
        let spread = Spread(values)
        guard spread.low < spread.high else { return row.text(spread.mean) }
        return "\(row.text(spread.mean)) (\(row.text(spread.low)) … \(row.text(spread.high)))"
    }

    /// The set as JSON.
    struct Document: Encodable {
        let name: String
        let title: String
        let runs: Int
        /// By name of the row; times in seconds, money in US dollars.
        let spreads: [String: Spread]
        let thresholdsHold: Bool
        let summaries: [SimulationSummary]

        init(_ set: RunSet, _ thresholds: Thresholds) {
            name = set.name
            title = set.title
            runs = set.summaries.count
            spreads = Dictionary(
                uniqueKeysWithValues: SummaryRow.all.map { ($0.name, Spread(set.summaries.compactMap($0.value))) }
            )
            thresholdsHold = thresholds.hold(over: set.summaries)
            summaries = set.summaries
        }
    }
}
