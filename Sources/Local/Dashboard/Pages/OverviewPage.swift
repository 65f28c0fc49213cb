import SluiceModel
import SluiceReport

/// The system at a glance: counts, charts, the latest jobs.
enum OverviewPage {
    /// How much of the run the charts show.
    private static let windows = [("15 min", "15m"), ("1 h", "1h"), ("6 h", "6h"), ("all", "all")]

    static func page(_ snapshot: DashboardFeed.Snapshot, window: String?) -> DashboardPage {
        let chosen = windows.first { $0.1 == window }?.1 ?? "15m"
        let timeline = shown(snapshot, window: chosen)
        let charts: [(Timeline, ChartSize) -> SVGElement] = [QueueChart.draw, TasksChart.draw, GanttChart.draw]
        return DashboardPage(
            title: "Overview",
            path: "/dashboard",
            pieces: [
                .init(id: "live-numbers", content: [tiles(snapshot)]),
                .init(id: "live-window", content: [choice(chosen)]),
                .init(
                    id: "live-charts",
                    content: charts.map { draw in ReportPage.figure { draw(timeline, $0) } }
                ),
                .init(id: "live-jobs", content: [Element("h2", text: "Latest jobs"), latest(snapshot)]),
            ],
            foot: [HTML.commands(["sluice submit FILE --watch", "sluice list", "sluice report"])]
        )
    }

    /// The part of the run that the charts show: the last minutes of a long one.
    private static func shown(_ snapshot: DashboardFeed.Snapshot, window: String) -> Timeline {
        let timeline = snapshot.timeline
        guard let length = Duration(text: window), length < timeline.length else { return timeline }
        let end = timeline.start.advanced(by: timeline.length)
        return timeline.part(from: end.advanced(by: .zero - length), until: end)
    }

    private static func choice(_ chosen: String) -> Element {
        let links = windows.map { name, value in
            var link = HTML.link(name, "/dashboard?window=\(value)")
            if value == chosen { link = link.with("aria-current", "true") }
            return link
        }
        return Element("nav", ["aria-label": "How much of the run is shown", "class": "pager"], links)
    }

    private static func tiles(_ snapshot: DashboardFeed.Snapshot) -> Element {
        let counts = snapshot.counts
        func number(_ value: Int?) -> String { value.map { String($0) } ?? "–" }
        let running = counts.map { $0.pending > 0 ? "\($0.running) (+\($0.pending))" : "\($0.running)" }
        let values: [(String, String)] = [
            ("waiting", number(counts?.visible)), ("in flight", number(counts?.inFlight)), ("tasks", running ?? "–"),
            ("wanted", counts.map { "\($0.desired) of \($0.maximum)" } ?? "–"),
            ("succeeded", "\(snapshot.jobs.count { $0.status == .succeeded })"),
            ("failed", "\(snapshot.jobs.count { $0.status == .failed })"), ("dead letters", "\(snapshot.letters)"),
        ]
        return Element(
            "dl",
            ["class": "tiles"],
            values.map { name, value in Element("div", [:], [Element("dt", text: name), Element("dd", text: value)]) }
        )
    }

    private static func latest(_ snapshot: DashboardFeed.Snapshot) -> Element {
        guard !snapshot.jobs.isEmpty else { return HTML.p("No job has begun yet.") }
        return JobsPage.table(Array(snapshot.jobs.prefix(10)), now: snapshot.at)
    }
}
