import SluiceModel

/// The same quantity of several runs on the same axes.
package enum OverlayChart {
    /// A chart of several runs: the name of its file, and how it is drawn.
    package static let all: [(name: String, draw: @Sendable ([ReportRun], ChartSize) -> SVGElement)] = [
        (
            "runs-queue",
            { counts($0, $1, title: "Queue", unit: "messages that wait") { $0.series.visible } }
        ),
        (
            "runs-tasks",
            { counts($0, $1, title: "Tasks", unit: "tasks that run") { $0.series.running } }
        ),
        (
            "runs-wait",
            { times($0, $1, title: "Wait", verb: "waited") { $0.waits } }
        ),
        (
            "runs-run-time",
            { times($0, $1, title: "Run time", verb: "ran") { $0.runs } }
        ),
        ("runs-cost", costs),
    ]

    /// As many runs as colours and dashes tell apart.
    package static let mostRuns = 6

    private static func style(_ index: Int) -> String { "run-\(index % mostRuns)" }

    /// The legend, with names cut to what the picture's width has room for.
    private static func legend(_ runs: [ReportRun], _ size: ChartSize) -> [(style: String, name: String)] {
        let most = size == .narrow ? 40 : 60
        return runs.enumerated().map { index, run in
            (style(index), run.label.count > most ? "\(run.label.prefix(most - 1))…" : run.label)
        }
    }

    private static func length(_ runs: [ReportRun]) -> Double { runs.map(\.timeline.lengthInSeconds).max() ?? 0 }

    /// A count over time, a line for each run.
    private static func counts(
        _ runs: [ReportRun],
        _ size: ChartSize,
        title: String,
        unit: String,
        _ values: (Timeline) -> [Int]
    ) -> SVGElement {
        let length = length(runs)
        let lines = runs.map { run in
            StepLine(
                at: run.timeline.series.at.map(\.secondsFromStart),
                values: values(run.timeline).map(Double.init),
                length: length,
                columns: Int(size.width)
            )
        }
        let peaks = zip(runs, lines).map { run, line in
            "\(run.label): at most \(Int(line.peak?.value ?? 0)), first after \(Seconds.text(line.peak?.at ?? 0))."
        }
        let frame = ChartFrame(
            title: title,
            summary: peaks.joined(separator: " "),
            unit: unit,
            size: size,
            length: length,
            maximum: lines.compactMap { $0.peak?.value }.max() ?? 0,
            legend: legend(runs, size)
        )
        return frame.picture(draw(lines, frame))
    }

    /// The share of jobs that was done within a time, a line for each run.
    private static func times(
        _ runs: [ReportRun],
        _ size: ChartSize,
        title: String,
        verb: String,
        _ values: (Timeline) -> Distribution
    ) -> SVGElement {
        let distributions = runs.map { values($0.timeline) }
        let longest = distributions.compactMap(\.values.last).max() ?? 0
        let words = zip(runs, distributions).map { run, distribution in
            "\(run.label): 95 % \(verb) up to \(Seconds.text(distribution.percentile(0.95) ?? 0))."
        }
        let frame = ChartFrame(
            title: title,
            summary: words.joined(separator: " "),
            unit: "% of jobs",
            size: size,
            length: longest,
            maximum: 100,
            abscissa: "up to this long",
            legend: legend(runs, size)
        )
        return frame.picture(
            draw(distributions.map { $0.cumulative(length: longest, columns: Int(size.width)) }, frame)
        )
    }

    /// What each run had cost by each moment.
    @Sendable private static func costs(_ runs: [ReportRun], _ size: ChartSize) -> SVGElement {
        let length = length(runs)
        let curves = runs.map { CostCurve($0.timeline, count: Int(size.width) / 4) }
        let words = zip(runs, curves).map { run, curve in
            "\(run.label): \(TimelineFacts.dollars(curve.total.last ?? 0)) USD at the end."
        }
        let frame = ChartFrame(
            title: "Cost",
            summary: words.joined(separator: " "),
            unit: "USD",
            size: size,
            length: length,
            maximum: curves.compactMap(\.total.last).max() ?? 0,
            whole: false,
            legend: legend(runs, size)
        )
        let lines = curves.map { StepLine(at: $0.at, values: $0.total, length: length, columns: Int(size.width)) }
        return frame.picture(draw(lines, frame))
    }

    private static func draw(_ lines: [StepLine], _ frame: ChartFrame) -> [SVGElement] {
        lines.enumerated().map { .path($1.path(frame.x, frame.y), class: "line \(style($0))") }
    }
}
