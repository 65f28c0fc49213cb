/// Scores as text for people and as JSON for programs.
package enum ScoreTable {
    private static let header = [
        "record", "n_ref", "n_det", "Se %", "PPV %", "F1 %", "MAE ms", "dFHR", "in5 %", "E1", "E2", "s",
    ]

    /// A table with one line per record, the means, and a line of pooled figures.
    package static func text(_ records: [ScoredRecord]) -> String {
        let summary = ScoreSummary(records.map(\.score))
        let rows = [header] + records.map(row) + [meanRow(summary, records)]
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            .joined(separator: "  ")
        }
        return (lines + [closing(summary)]).joined(separator: "\n") + "\n"
    }

    private static func row(_ record: ScoredRecord) -> [String] {
        let score = record.score
        return [record.name, String(score.referenceCount), String(score.detectedCount)] + [
            FixedDecimal.text(100 * score.sensitivity, 2),
            FixedDecimal.text(100 * score.positivePredictiveValue, 2),
            FixedDecimal.text(100 * score.f1, 2),
            FixedDecimal.text(score.timingError, 2),
            FixedDecimal.text(score.rateError, 2),
            FixedDecimal.text(100 * score.withinFive, 1),
            FixedDecimal.text(score.event1, 2),
            FixedDecimal.text(score.event2, 2),
            record.seconds.map { FixedDecimal.text($0, 2) } ?? "-",
        ]
    }

    private static func meanRow(_ summary: ScoreSummary, _ records: [ScoredRecord]) -> [String] {
        let seconds = records.compactMap(\.seconds)
        return ["mean", "", ""] + [
            FixedDecimal.text(100 * summary.sensitivity, 2),
            FixedDecimal.text(100 * summary.positivePredictiveValue, 2),
            FixedDecimal.text(100 * summary.f1, 2),
            FixedDecimal.text(summary.timingError, 2),
            FixedDecimal.text(summary.rateError, 2),
            FixedDecimal.text(100 * summary.withinFive, 1),
            FixedDecimal.text(summary.event1, 2),
            FixedDecimal.text(summary.event2, 2),
            seconds.isEmpty ? "-" : FixedDecimal.text(seconds.reduce(0, +) / Double(seconds.count), 2),
        ]
    }

    private static func closing(_ summary: ScoreSummary) -> String {
        "\(summary.count) records, gross F1 \(FixedDecimal.text(100 * summary.grossF1, 2)), "
            + "median F1 \(FixedDecimal.text(100 * summary.medianF1, 2)), "
            + "median E1 \(FixedDecimal.text(summary.medianEvent1, 2)), "
            + "median E2 \(FixedDecimal.text(summary.medianEvent2, 2)), "
            + "F1 of 95 or more: \(summary.good), below 80: \(summary.poor)"
    }

    /// The same figures as JSON: `records` by name and `all`; shares are 0 to 1.
    package static func json(_ records: [ScoredRecord]) -> String {
        JSONText.document([
            ("records", JSONText.object(records.map { ($0.name, json($0)) })),
            ("all", json(ScoreSummary(records.map(\.score)))),
        ])
    }

    private static func json(_ record: ScoredRecord) -> String {
        let score = record.score
        return JSONText.object([
            ("n_ref", String(score.referenceCount)),
            ("n_det", String(score.detectedCount)),
            ("tp", String(score.matched)),
            ("Se", JSONText.number(score.sensitivity, 6)),
            ("PPV", JSONText.number(score.positivePredictiveValue, 6)),
            ("F1", JSONText.number(score.f1, 6)),
            ("lag_ms", JSONText.number(score.lag, 3)),
            ("MAE_ms", JSONText.number(score.timingError, 3)),
            ("dFHR", JSONText.number(score.rateError, 4)),
            ("in5", JSONText.number(score.withinFive, 6)),
            ("cover", JSONText.number(score.coverage, 6)),
            ("E1", JSONText.number(score.event1, 4)),
            ("E2", JSONText.number(score.event2, 4)),
            ("seconds", JSONText.number(record.seconds, 3)),
        ])
    }

    private static func json(_ summary: ScoreSummary) -> String {
        JSONText.object([
            ("n", String(summary.count)),
            ("Se", JSONText.number(summary.sensitivity, 6)),
            ("PPV", JSONText.number(summary.positivePredictiveValue, 6)),
            ("F1", JSONText.number(summary.f1, 6)),
            ("MAE_ms", JSONText.number(summary.timingError, 3)),
            ("dFHR", JSONText.number(summary.rateError, 4)),
            ("in5", JSONText.number(summary.withinFive, 6)),
            ("cover", JSONText.number(summary.coverage, 6)),
            ("E1", JSONText.number(summary.event1, 4)),
            ("E2", JSONText.number(summary.event2, 4)),
            ("F1_gross", JSONText.number(summary.grossF1, 6)),
            ("F1_median", JSONText.number(summary.medianF1, 6)),
            ("E1_median", JSONText.number(summary.medianEvent1, 4)),
            ("E2_median", JSONText.number(summary.medianEvent2, 4)),
            ("F1_ge95", String(summary.good)),
            ("F1_lt80", String(summary.poor)),
        ])
    }
}
