import SluiceModel
import SluiceSimulation

/// The wait that must not be exceeded, such as `p95=2m`.
package struct TuningGoal: Sendable, Hashable {
    /// `mean`, `p50`, `p90`, `p95`, `p99` or `max`.
    package let percentile: String
    /// Seconds.
    package let wait: Double

    /// Why a text is no goal.
    package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what was expected.
        package let description: String
    }

    /// Reads a goal.
    /// - Throws: `ReadingError`.
    package init(_ text: String) throws(ReadingError) {
        let parts = text.split(separator: "=").map(String.init)
        guard parts.count == 2, ["mean", "p50", "p90", "p95", "p99", "max"].contains(parts[0]),
            let wait = Duration(text: parts[1])
        else {
            throw ReadingError(
                description: "'\(text)' is no wait; write it like p95=2m (mean, p50, p90, p95, p99 or max)"
            )
        }
        percentile = parts[0]
        self.wait = wait.inSeconds
    }

    /// The wait of a run that this goal is about; infinite when jobs were left undone.
    func wait(of run: SimulationSummary) -> Double {
        run.unfinished > 0 ? .infinity : run.wait[percentile] ?? .infinity
    }
}
