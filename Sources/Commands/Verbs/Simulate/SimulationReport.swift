import SluiceAdvice
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// One run for people: what came of it, two plots, the bill.
enum SimulationReport {
    static func text(_ result: SimulationResult) -> String {
        let parts = [heading(result), numbers(result.summary), plots(result.timeline.series), bill(result)]
        return (parts + [quotas(result.summary)]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func heading(_ result: SimulationResult) -> String {
        let setup = result.setup
        return "\(setup.name): \(setup.title); \(setup.limits.minimum) to \(setup.limits.maximum) tasks of "
            + "\(MoneyText.fixed(setup.size.cpu, setup.size.cpu < 1 ? 2 : 0)) vCPU and "
            + "\(MoneyText.fixed(setup.size.gigabytes, setup.size.gigabytes < 1 ? 1 : 0)) GB, seed \(setup.seed)"
    }

    private static func numbers(_ run: SimulationSummary) -> String {
        guard run.submitted > 0 else { return "no job came in \(span(run.length))" }
        var lines = [
            "jobs       \(run.submitted), of which \(run.succeeded) succeeded"
                + (run.failed > 0 ? ", \(run.failed) failed" : "")
                + (run.unfinished > 0 ? ", \(run.unfinished) were not done" : ""),
            "wait       p50 \(span(run.wait.p50))   p95 \(span(run.wait.p95))   max \(span(run.wait.maximum))",
            "total      p50 \(span(run.total.p50))   p95 \(span(run.total.p95))   max \(span(run.total.maximum))",
            "drained    " + (run.drainTime.map { "after \(span($0))" } ?? "never")
                + "; the fleet was at rest after \(span(run.length))",
            "tasks      at most \(run.peakTasks), \(run.tasksStarted) started"
                + (run.firstNewTask.map { ", the first ready after \(span($0))" } ?? "")
                + ", idle \(MoneyText.percent(run.idleShare)) of the time",
        ]
        if run.killed + run.givenBack + run.duplicates > 0 || run.repeatedWork > 0 {
            lines.append(
                "lost work  \(run.killed) attempts killed, \(run.givenBack) given back, \(run.duplicates) done twice: "
                    + "\(span(run.repeatedWork)) of work for nothing"
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func plots(_ series: Timeline.Series) -> String {
        let seconds = series.at.map { Double($0.nanoseconds) / 1e9 }
        let queue = TerminalPlot(
            "Messages",
            seconds: seconds,
            lower: .init(name: "waiting", values: series.visible),
            upper: .init(name: "in flight", values: series.inFlight)
        )
        let tasks = TerminalPlot(
            "Tasks",
            seconds: seconds,
            lower: .init(name: "running", values: series.running),
            upper: .init(name: "starting", values: series.pending),
            height: 5
        )
        return [queue.text, tasks.text].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func bill(_ result: SimulationResult) -> String {
        let run = result.summary
        var table = TextTable([("cost", .left), ("USD", .right), ("", .left)])
        for line in result.bill.lines where line.dollars >= 0.00005 {
            table.add([line.item, MoneyText.dollars(line.dollars), line.basis])
        }
        table.add(["together", MoneyText.dollars(run.cost), "\(MoneyText.dollars(run.costPer1000)) for 1000 jobs"])
        return table.text + "\n" + lambda(run.lambda)
    }

    private static func lambda(_ lambda: LambdaComparison) -> String {
        guard let dollars = lambda.dollars else {
            return "Lambda with the same memory: not possible, \(lambda.obstacle ?? "")"
        }
        return
            "Lambda with the same memory: \(MoneyText.dollars(dollars)) USD; a task is cheaper when it works more than "
            + "\(MoneyText.percent(lambda.breakEvenUtilisation)) of its time"
    }

    private static func quotas(_ run: SimulationSummary) -> String {
        run.quotas.map { "limit: \($0.name), first after \(span($0.first)): \($0.effect)" }.joined(separator: "\n")
    }

    private static func span(_ seconds: Double) -> String { SpanText.seconds(seconds) }

    /// One run as JSON.
    struct Document: Encodable {
        let name: String
        let title: String
        let seed: UInt64
        let summary: SimulationSummary
        let bill: Bill
        let setup: SimulationSetup
        let thresholds: [Thresholds.Verdict]

        init(_ result: SimulationResult, thresholds: [Thresholds.Verdict]) {
            name = result.setup.name
            title = result.setup.title
            seed = result.setup.seed
            summary = result.summary
            bill = result.bill
            setup = result.setup
            self.thresholds = thresholds
        }
    }
}
