import SluiceAdvice
import SluiceEvaluation
import SluiceModel
import SluiceReport
import SluiceSimulation

/// An evaluation for people: as text, and as a page.
struct EvaluationReport {
    let document: EvaluationDocument
    let measured: Timeline
    let predicted: Timeline

    /// What the terminal shows.
    var text: String {
        var parts = [heading]
        var table = TextTable([("", .left), ("measured", .right), ("predicted", .right), ("difference", .right)])
        for row in agreement.rows { table.add(row.cells) }
        parts.append(table.text)
        let facts = document.fitted.map { "  \($0.name): \($0.value)" }
        parts.append((["fitted to the run:"] + facts).joined(separator: "\n"))
        if !document.thresholds.isEmpty { parts.append(Thresholds.text(document.thresholds)) }
        parts += document.remarks.map { "note: \($0)" }
        return parts.joined(separator: "\n\n")
    }

    private var heading: String {
        let run = document.measured
        let failed = run.failed > 0 ? ", \(run.failed) failed" : ""
        let open = run.unfinished > 0 ? ", \(run.unfinished) had not ended" : ""
        return "\(document.name) on \(document.target): \(document.load)\n"
            + "\(run.submitted) jobs, \(run.succeeded) succeeded\(failed)\(open)"
            + (document.interruption.map { "; ended early: \($0)" } ?? "")
    }

    /// The page.
    var page: ReportPage {
        let outcome = document.interruption.map { "; ended early: \($0)" } ?? ""
        return ReportPage(
            title: "\(document.name), measured and predicted",
            subtitle: "\(document.load) on \(document.target), \(document.begin.rfc3339)\(outcome)",
            runs: [.init(label: "measured", timeline: measured), .init(label: "predicted", timeline: predicted)],
            tables: [agreement] + (document.thresholds.isEmpty ? [] : [thresholds]),
            appendix: [fitted, circumstances]
        )
    }

    private var agreement: ReportTable {
        let rows = document.agreement.rows.map { row in
            ReportTable.Row(
                [
                    row.name, Self.value(row.measured, row.unit), Self.value(row.predicted, row.unit),
                    row.difference.map { "\($0 > 0 ? "+" : "")\(MoneyText.fixed($0 * 100, 1)) %" } ?? "-",
                ],
                isMarked: !row.isWithin
            )
        }
        return ReportTable(
            title: "How far the prediction was off",
            note:
                "The same submissions were simulated with job durations and start-up times as measured; queue, scaling, waits "
                + "and cost are predicted. Bold: off by more than 10 % and by more than a second or a task. Both costs are at the "
                + "prices of Fargate.",
            columns: ["", "measured", "predicted", "difference"],
            rows: rows
        )
    }

    private var thresholds: ReportTable {
        ReportTable(
            title: "Thresholds",
            columns: ["threshold", "measured", ""],
            rows: document.thresholds.map {
                .init([$0.threshold, $0.measured, $0.holds ? "holds" : "missed"], isMarked: !$0.holds)
            }
        )
    }

    private var fitted: ReportTable {
        ReportTable(
            title: "Fitted to the run",
            rows: document.fitted.map { .init([$0.name, $0.value]) }
        )
    }

    private var circumstances: ReportTable {
        let versions = document.versions
        let recorder = document.recorder
        var rows: [(String, String)] = [
            ("sluice", versions.sluice), ("system", versions.system), ("processors", "\(versions.processors)"),
            ("memory", "\(versions.memoryBytes >> 20) MiB"), ("seed", "\(document.seed)"),
            (
                "requests",
                "\(document.sending.concurrency) at once, \(document.sending.repeated) sent again, at most "
                    + "\(SpanText.seconds(document.sending.lagSeconds)) late"
            ),
            (
                "measuring took",
                "\(SpanText.seconds(recorder.cpuSeconds)) of processor time, "
                    + "\(MoneyText.percent(recorder.shareOfMachine)) of the machine"
                    + (recorder.systemSeconds.map { "; the system took \(SpanText.seconds($0))" } ?? "")
            ),
        ]
        rows += document.remarks.map { ("note", $0) }
        return ReportTable(title: "Circumstances", rows: rows.map { .init([$0.0, $0.1]) })
    }

    private static func value(_ value: Double?, _ unit: Agreement.Unit) -> String {
        guard let value else { return "-" }
        return switch unit {
        case .seconds: SpanText.seconds(value)
        case .tasks: MoneyText.fixed(value, 0)
        case .dollars: "\(MoneyText.dollars(value)) USD"
        }
    }
}
