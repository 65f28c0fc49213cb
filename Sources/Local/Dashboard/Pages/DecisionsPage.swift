import SluiceModel
import SluiceReport

/// When the number of tasks was changed and why, each with its whole explanation.
enum DecisionsPage {
    private static let most = 100

    static func page(
        _ snapshot: DashboardFeed.Snapshot,
        at moment: Timestamp?,
        explain: (Timeline, Timestamp?) -> (answer: String, lines: [DashboardSource.Line])
    ) -> DashboardPage {
        var pieces: [DashboardPage.Piece] = []
        if let moment {
            let story = explain(snapshot.timeline, moment)
            let items = story.lines.map { line in
                Element("li", [:], [Element("time", text: line.time), HTML.text(" \(line.text)")])
            }
            pieces.append(
                .init(
                    id: "live-story",
                    content: [
                        Element("h2", text: "Why, \(Seconds.text(moment.secondsFromStart)) after the start"),
                        HTML.p(story.answer),
                        Element("ol", ["class": "story"], items),
                    ]
                )
            )
        }
        pieces.append(.init(id: "live-decisions", content: decisions(snapshot)))
        pieces.append(.init(id: "live-alarms", content: alarms(snapshot)))
        let command = moment.map { "sluice explain --at \(Int($0.secondsFromStart))s" } ?? "sluice explain"
        return DashboardPage(
            title: "Scaling decisions",
            path: "/dashboard/decisions",
            pieces: pieces,
            foot: [HTML.commands([command])]
        )
    }

    private static func decisions(_ snapshot: DashboardFeed.Snapshot) -> [Element] {
        let timeline = snapshot.timeline
        let changes = timeline.decisions.filter(\.isChange).reversed()
        guard !changes.isEmpty else { return [HTML.p("The number of tasks has not been changed yet.")] }
        let rows = changes.prefix(most).map { decision -> [Element] in
            let address = "/dashboard/decisions?at=\(decision.at.secondsFromStart)"
            return [
                HTML.cell(timeline.start.advanced(by: Timestamp.epoch.duration(to: decision.at))),
                HTML.cell(HTML.link("\(decision.from) → \(decision.to)", address)),
                HTML.cell(decision.reasons.map(\.text).joined(separator: "; "), class: "break"),
            ]
        }
        return [
            Element("h2", text: "Changes, the latest first"),
            HTML.table("Scaling decisions", ["time", "tasks", "because"], rows),
        ]
    }

    private static func alarms(_ snapshot: DashboardFeed.Snapshot) -> [Element] {
        let timeline = snapshot.timeline
        guard !timeline.alarms.isEmpty else { return [] }
        let rows = timeline.alarms.reversed().prefix(most).map { change -> [Element] in
            [
                HTML.cell(timeline.start.advanced(by: Timestamp.epoch.duration(to: change.at))),
                HTML.cell(change.alarm),
                HTML.cell("\(change.from) → \(change.to)"), HTML.cell(change.reason, class: "break"),
            ]
        }
        return [Element("h2", text: "Alarms"), HTML.table("Alarms", ["time", "alarm", "state", "because"], rows)]
    }
}
