package import SluiceModel

/// One HTML page of a timeline: it needs no other file, no script and no network.
package enum ReportPage {
    /// The charts, in the order of the page, with the names of their files.
    package static let charts: [(name: String, draw: @Sendable (Timeline, ChartSize) -> SVGElement)] = [
        ("queue", QueueChart.draw), ("tasks", TasksChart.draw), ("times", DistributionChart.draw),
    ]

    /// The page as text.
    package static func html(_ timeline: Timeline) -> String {
        let title = "\(timeline.source.name): \(timeline.source.title)"
        let body =
            [
                SVGElement("h1", text: timeline.source.name),
                SVGElement("p", ["class": "sub"], text: subtitle(timeline)),
                facts(timeline),
            ]
            + charts.map { chart in
                SVGElement("figure", [:], ChartSize.allCases.map { chart.draw(timeline, $0) })
            } + [cost(timeline)]
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(SVGElement.escaped(title))</title>
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

    private static func subtitle(_ timeline: Timeline) -> String {
        let seed = timeline.source.seed.map { ", seed \($0)" } ?? ""
        return "\(timeline.source.kind.rawValue): \(timeline.source.title)\(seed)"
    }

    private static func facts(_ timeline: Timeline) -> SVGElement {
        let facts = TimelineFacts(timeline)
        return table(facts.rows.map { [$0.name, $0.value] })
    }

    private static func cost(_ timeline: Timeline) -> SVGElement {
        guard !timeline.cost.isEmpty else { return SVGElement("p", text: "The run has no bill.") }
        let total = timeline.cost.reduce(0) { $0 + $1.dollars }
        let rows =
            timeline.cost.map { [$0.item, TimelineFacts.dollars($0.dollars), $0.basis] }
            + [["together", TimelineFacts.dollars(total), ""]]
        return SVGElement(
            "section",
            [:],
            [SVGElement("h2", text: "Cost, USD"), SVGElement("div", ["class": "scroll"], [table(rows)])]
        )
    }

    private static func table(_ rows: [[String]]) -> SVGElement {
        SVGElement(
            "table",
            [:],
            rows.map { row in
                SVGElement(
                    "tr",
                    [:],
                    row.enumerated().map { column, text in
                        column == 0 ? SVGElement("th", ["scope": "row"], text: text) : SVGElement("td", text: text)
                    }
                )
            }
        )
    }
}
