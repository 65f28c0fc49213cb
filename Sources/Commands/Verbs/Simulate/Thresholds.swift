import ArgumentParser
import SluiceAdvice
import SluiceManifest
import SluiceSimulation

/// The thresholds of a scenario and of the command line.
struct Thresholds {
    /// A threshold, what was measured, and whether it holds.
    struct Verdict: Encodable {
        let threshold: String
        let measured: String
        let holds: Bool
    }

    private let all: [Threshold]

    /// Reads what the scenario says, and then `more`.
    /// - Throws: Exit code 2 when one is wrong.
    init(_ scenario: Scenario, more: [String]) throws {
        let texts: [String] = scenario.values.list("thresholds") ?? []
        all = try (texts + more).map { (text: String) -> Threshold in
            do {
                return try Threshold(text)
            } catch let error as Threshold.ReadingError {
                Terminal.note(scenario.problem("thresholds", error.description).description)
                throw CommandExit.unusable
            }
        }
    }

    var isEmpty: Bool { all.isEmpty }

    func verdicts(of run: SimulationSummary) -> [Verdict] {
        all.map { Verdict(threshold: $0.text, measured: $0.measuredText(run), holds: $0.holds(for: run)) }
    }

    /// Whether every threshold holds in at least 95 % of the runs.
    func hold(over runs: [SimulationSummary]) -> Bool {
        all.allSatisfy { threshold in share(threshold, runs) >= 0.95 }
    }

    /// In which share of the runs each holds.
    func text(over runs: [SimulationSummary]) -> String {
        all.map { threshold in
            let share = share(threshold, runs)
            return
                "\(share >= 0.95 ? "holds " : "MISSED")  \(threshold.text): in \(MoneyText.percent(share)) of the runs"
        }.joined(separator: "\n")
    }

    private func share(_ threshold: Threshold, _ runs: [SimulationSummary]) -> Double {
        Double(runs.count { threshold.holds(for: $0) }) / Double(max(1, runs.count))
    }

    static func text(_ verdicts: [Verdict]) -> String {
        verdicts.map { "\($0.holds ? "holds " : "MISSED")  \($0.threshold): \($0.measured)" }.joined(separator: "\n")
    }

    /// - Throws: Exit code 99 when one is missed.
    static func check(_ verdicts: [Verdict]) throws {
        guard verdicts.allSatisfy(\.holds) else { throw CommandExit.missed }
    }
}
