package import SluiceSimulation

/// One number of a run as people read it: its name, its value and how it is written.
package struct SummaryRow: Sendable {
    package let name: String
    /// The value; nil when the run has none.
    package let value: @Sendable (SimulationSummary) -> Double?
    /// The value in words.
    package let text: @Sendable (Double) -> String

    private init(
        _ name: String,
        _ text: @escaping @Sendable (Double) -> String,
        _ value: @escaping @Sendable (SimulationSummary) -> Double?
    ) {
        self.name = name
        self.value = value
        self.text = text
    }

    /// The value of `run` in words; a dash when it has none.
    package func text(of run: SimulationSummary) -> String { value(run).map(text) ?? "-" }

    /// The rows of a comparison, most telling first.
    package static let all: [SummaryRow] = [
        SummaryRow("jobs", whole) { Double($0.submitted) },
        SummaryRow("failed", whole) { Double($0.failed) },
        SummaryRow("unfinished", whole) { Double($0.unfinished) },
        SummaryRow("first new task", SpanText.seconds) { $0.firstNewTask },
        SummaryRow("wait p50", SpanText.seconds) { $0.wait.p50 },
        SummaryRow("wait p95", SpanText.seconds) { $0.wait.p95 },
        SummaryRow("wait max", SpanText.seconds) { $0.wait.maximum },
        SummaryRow("total p95", SpanText.seconds) { $0.total.p95 },
        SummaryRow("drained after", SpanText.seconds) { $0.drainTime },
        SummaryRow("at rest after", SpanText.seconds) { $0.length },
        SummaryRow("most tasks", whole) { Double($0.peakTasks) },
        SummaryRow("tasks started", whole) { Double($0.tasksStarted) },
        SummaryRow("idle share", MoneyText.percent) { $0.idleShare },
        SummaryRow("killed at work", whole) { Double($0.killed) },
        SummaryRow("given back", whole) { Double($0.givenBack) },
        SummaryRow("done twice", whole) { Double($0.duplicates) },
        SummaryRow("work for nothing", SpanText.seconds) { $0.repeatedWork },
        SummaryRow("task-hours", { MoneyText.fixed($0, 2) }) { $0.taskHours },
        SummaryRow("cost, USD", MoneyText.dollars) { $0.cost },
        SummaryRow("USD per 1000 jobs", MoneyText.dollars) { $0.costPer1000 },
    ]

    private static let whole: @Sendable (Double) -> String = {
        $0 == $0.rounded() ? MoneyText.fixed($0, 0) : MoneyText.fixed($0, 1)
    }
}
