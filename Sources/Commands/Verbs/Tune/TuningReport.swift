import SluiceAdvice
import SluiceManifest

/// What a search found, for people.
enum TuningReport {
    static func text(_ search: TuningSearch, base: Manifest, goal: TuningGoal) -> String {
        var table = TextTable([
            ("\(goal.percentile) wait", .right), ("USD", .right), ("USD/month at rest", .right), ("tasks", .right),
            ("configuration", .left), ("", .left),
        ])
        for outcome in shown(search) {
            table.add(row(outcome, note: outcome.manifest == search.best?.manifest ? "<- cheapest that keeps it" : ""))
        }
        table.add(row(search.present, note: "<- as it is"))
        let heading =
            "\(search.tried) configurations tried; no other is both cheaper and faster than these "
            + "(worst of the seeds, goal \(goal.percentile) <= \(SpanText.seconds(goal.wait))):"
        return [heading, table.text, verdict(search, base: base, goal: goal)].joined(separator: "\n\n")
    }

    /// At most a dozen of the frontier, the best among them.
    private static func shown(_ search: TuningSearch) -> [TuningOutcome] {
        let all = search.frontier
        guard all.count > 12 else { return all }
        let step = Double(all.count - 1) / 11
        let places = Set((0..<12).map { Int((Double($0) * step).rounded()) })
        return all.enumerated().filter { places.contains($0.offset) || $0.element.manifest == search.best?.manifest }
            .map(\.element)
    }

    private static func row(_ outcome: TuningOutcome, note: String) -> [String] {
        [
            SpanText.seconds(outcome.wait), MoneyText.dollars(outcome.cost), MoneyText.dollars(outcome.monthAtRest),
            String(outcome.peakTasks), ManifestLines.title(outcome.manifest), note,
        ]
    }

    private static func verdict(_ search: TuningSearch, base: Manifest, goal: TuningGoal) -> String {
        guard let best = search.best else {
            let fastest = search.frontier.last.map {
                "the fastest waits \(SpanText.seconds($0.wait)). Allow more with --most-tasks, keep tasks ready with "
                    + "scaling.min, or make the image smaller."
            }
            return "No configuration keeps the wait: \(fastest ?? "none did the jobs at all.")"
        }
        let lines = ManifestLines.changes(from: base, to: best.manifest)
        return lines.isEmpty ? "The manifest is the cheapest already." : "Write in sluice.yaml:\n\n\(lines)"
    }
}

/// What a search found, as JSON.
struct TuningDocument: Encodable {
    struct Outcome: Encodable {
        let configuration: String
        let changes: String
        /// Seconds; null when jobs were left undone.
        let wait: Double?
        let cost: Double
        let monthAtRest: Double
        let peakTasks: Int

        init(_ outcome: TuningOutcome, base: Manifest) {
            configuration = ManifestLines.title(outcome.manifest)
            changes = ManifestLines.changes(from: base, to: outcome.manifest)
            wait = outcome.wait.isFinite ? outcome.wait : nil
            cost = outcome.cost
            monthAtRest = outcome.monthAtRest
            peakTasks = outcome.peakTasks
        }
    }

    let percentile: String
    let goal: Double
    let tried: Int
    let best: Outcome?
    let present: Outcome
    let frontier: [Outcome]

    init(_ search: TuningSearch, base: Manifest, goal: TuningGoal) {
        percentile = goal.percentile
        self.goal = goal.wait
        tried = search.tried
        best = search.best.map { Outcome($0, base: base) }
        present = Outcome(search.present, base: base)
        frontier = search.frontier.map { Outcome($0, base: base) }
    }
}
