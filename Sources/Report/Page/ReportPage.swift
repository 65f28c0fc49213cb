package import SluiceModel

/// One HTML page of one or several runs: it needs no other file, no script and no network.
package struct ReportPage: Sendable {
    package var title: String
    package var subtitle: String
    /// The runs; several are drawn upon each other before each is drawn by itself.
    package var runs: [ReportRun]
    /// Tables that stand before the charts.
    package var tables: [ReportTable]
    /// Tables that stand at the end.
    package var appendix: [ReportTable]

    /// The charts of one run, in the order of the page, with the names of their files.
    package static let charts: [(name: String, draw: @Sendable (Timeline, ChartSize) -> SVGElement)] = [
        ("queue", QueueChart.draw), ("tasks", TasksChart.draw), ("gantt", GanttChart.draw),
        ("times", DistributionChart.draw), ("cost", CostChart.draw),
    ]

    /// The page of one run.
    package init(_ timeline: Timeline) {
        let seed = timeline.source.seed.map { ", seed \($0)" } ?? ""
        self.init(
            title: timeline.source.name,
            subtitle: "\(timeline.source.kind.rawValue): \(timeline.source.title)\(seed)",
            runs: [ReportRun(label: timeline.source.name, timeline: timeline)]
        )
    }

    /// A page of several runs.
    package init(
        title: String,
        subtitle: String,
        runs: [ReportRun],
        tables: [ReportTable] = [],
        appendix: [ReportTable] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.runs = runs
        self.tables = tables
        self.appendix = appendix
    }

    /// The page as text.
    package var html: String {
        let head = [SVGElement("h1", text: title), SVGElement("p", ["class": "sub"], text: subtitle)]
        let body =
            head + [facts.section] + tables.map(\.section) + overlay + runs.flatMap(section)
            + appendix.map(\.section)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(SVGElement.escaped("\(title): \(subtitle)"))</title>
            <style>\(ReportStyle.chart)
            \(ReportStyle.page)</style>
            </head>
            <body>
            \(SVGElement("main", [:], body).markup)
            </body>
            </html>

            """
    }

    /// A chart as a file of its own.
    package static func file(_ picture: SVGElement) -> String {
        var picture = picture
        if case .elements(let elements) = picture.content {
            let ground = SVGElement("rect", ["width": "100%", "height": "100%", "fill": "var(--ground)"])
            picture.content = .elements([SVGElement("style", text: ReportStyle.chart), ground] + elements)
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(picture.markup)\n"
    }

    /// A chart in both sizes, of which the page shows the one that fits.
    package static func figure(_ draw: (ChartSize) -> SVGElement) -> SVGElement {
        SVGElement("figure", [:], ChartSize.allCases.map(draw))
    }

    /// The first numbers of each run, a column for each when there are several.
    private var facts: ReportTable {
        let facts = runs.map { TimelineFacts($0.timeline).rows }
        guard facts.count != 1 else {
            return ReportTable(title: "", rows: facts[0].map { .init([$0.name, $0.value]) })
        }
        var names: [String] = []
        for row in facts.joined() where !names.contains(row.name) { names.append(row.name) }
        return ReportTable(
            title: "",
            columns: [""] + runs.map(\.label),
            rows: names.map { name in
                .init([name] + facts.map { rows in rows.first { $0.name == name }?.value ?? "" })
            }
        )
    }

    private var overlay: [SVGElement] {
        guard runs.count > 1 else { return [] }
        let figures = OverlayChart.all.map { chart in Self.figure { chart.draw(runs, $0) } }
        return [SVGElement("section", [:], figures)]
    }

    /// One run by itself.
    private func section(_ run: ReportRun) -> [SVGElement] {
        let timeline = run.timeline
        let heading = runs.count > 1 ? [SVGElement("h2", text: run.label)] : []
        let tables = [timeline.decisionTable, timeline.eventTable, timeline.costTable].compactMap { $0?.section }
        let bill = timeline.cost.isEmpty ? [SVGElement("p", text: "The run has no bill.")] : []
        return heading
            + Self.charts.filter { $0.name != "cost" || !timeline.cost.isEmpty }.map { chart in
                Self.figure { chart.draw(timeline, $0) }
            } + tables + bill
    }
}
