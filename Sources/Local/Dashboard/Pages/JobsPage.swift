import SluiceModel
import SluiceReport
import SluiceWire

/// The jobs that have begun: filtered, searched, page by page.
enum JobsPage {
    /// What a page is asked for.
    struct Query {
        var status: JobStatus.State?
        var text = ""
        /// From 1.
        var page = 1

        init(_ items: [(name: String, value: String)]) {
            for item in items {
                switch item.name {
                case "status": status = JobStatus.State(rawValue: item.value)
                case "q": text = item.value
                case "page": page = max(1, Int(item.value) ?? 1)
                default: break
                }
            }
        }

        /// The address of page number `page` of the same question.
        func address(page: Int) -> String {
            "/dashboard/jobs?status=\(status?.rawValue ?? "")&q=\(PercentEncoding.encode(text))&page=\(page)"
        }

        func matches(_ job: JobStatus) -> Bool {
            if let status, job.status != status { return false }
            guard !text.isEmpty else { return true }
            let texts = [
                job.id.text, job.task ?? "", job.error?.message ?? "", job.error?.cause.rawValue ?? "",
                job.input?.uri ?? "",
            ]
            let wanted = text.lowercased()
            return texts.contains { $0.lowercased().contains(wanted) }
        }
    }

    private static let pageSize = 50

    static func page(_ snapshot: DashboardFeed.Snapshot, _ query: Query) -> DashboardPage {
        let found = snapshot.jobs.filter(query.matches)
        let pages = max(1, (found.count + pageSize - 1) / pageSize)
        let number = min(query.page, pages)
        let shown = Array(found.dropFirst((number - 1) * pageSize).prefix(pageSize))
        let waiting = snapshot.counts?.visible ?? 0
        let words =
            "\(found.count) jobs\(pages > 1 ? ", page \(number) of \(pages)" : ""); \(waiting) more wait in the queue."
        var command = "sluice list"
        if let status = query.status { command += " --status \(status.rawValue)" }
        return DashboardPage(
            title: "Jobs",
            path: "/dashboard/jobs",
            head: [form(query)],
            pieces: [
                .init(
                    id: "live-table",
                    content: [HTML.p(words)] + (shown.isEmpty ? [] : [table(shown, now: snapshot.at)])
                        + pager(query, number, pages)
                )
            ],
            foot: [HTML.commands([command])]
        )
    }

    private static func form(_ query: Query) -> Element {
        let states = [("any", "")] + JobStatus.State.allCases.map { ($0.rawValue, $0.rawValue) }
        let options = states.map { name, value in
            var option = Element("option", ["value": value], text: name)
            if value == query.status?.rawValue ?? "" { option = option.with("selected", "") }
            return option
        }
        return Element(
            "form",
            ["class": "filter", "action": "/dashboard/jobs", "role": "search"],
            [
                Element(
                    "div",
                    [:],
                    [
                        Element("label", ["for": "status"], text: "Status"),
                        Element("select", ["id": "status", "name": "status"], options),
                    ]
                ),
                Element(
                    "div",
                    [:],
                    [
                        Element("label", ["for": "q"], text: "Id, task, input or error"),
                        Element("input", ["id": "q", "name": "q", "type": "search", "value": query.text]),
                    ]
                ),
                Element("button", [:], text: "Show"),
            ]
        )
    }

    private static func pager(_ query: Query, _ number: Int, _ pages: Int) -> [Element] {
        guard pages > 1 else { return [] }
        var links: [Element] = []
        if number > 1 { links.append(HTML.link("Newer", query.address(page: number - 1))) }
        if number < pages { links.append(HTML.link("Older", query.address(page: number + 1))) }
        return [Element("nav", ["class": "pager", "aria-label": "Pages of jobs"], links)]
    }

    /// A table of jobs.
    static func table(_ jobs: [JobStatus], now: Timestamp) -> Element {
        HTML.table(
            "Jobs",
            ["job", "status", "submitted", "wait", "run", "attempt", "task", "error"],
            jobs.map { job in
                let started = job.history.map(\.startedAt).min() ?? job.startedAt
                return [
                    HTML.cell(HTML.link(job.id.text, "/dashboard/jobs/\(job.id)")), HTML.cell(HTML.state(job.status)),
                    HTML.cell(job.submittedAt), HTML.cell(HTML.span(job.submittedAt, started)),
                    HTML.cell(HTML.span(started, job.finishedAt ?? now)), HTML.cell("\(job.attempt)"),
                    job.task.map { HTML.cell(HTML.link($0, "/dashboard/tasks/\(PercentEncoding.encode($0))")) }
                        ?? HTML.cell(""),
                    HTML.cell(job.error.map { "\($0.cause.rawValue): \($0.message)" } ?? "", class: "break"),
                ]
            }
        )
    }
}
