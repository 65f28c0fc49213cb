import SluiceModel
import SluiceReport
import SluiceWire

/// The tasks of the run, those that live first.
enum TasksPage {
    private static let most = 200

    static func page(_ snapshot: DashboardFeed.Snapshot) -> DashboardPage {
        let timeline = snapshot.timeline
        let places = Dictionary(grouping: timeline.jobs.filter { $0.task != nil }) { $0.task ?? 0 }
        let busy = Dictionary(
            snapshot.jobs.filter { $0.status == .processing && $0.leaseUntil != nil }.map { ($0.task ?? "", $0.id) },
            uniquingKeysWith: { first, _ in first }
        )
        let order = timeline.tasks.indices.sorted { left, right in
            let (a, b) = (timeline.tasks[left], timeline.tasks[right])
            return (a.stopped == nil ? 0 : 1, b.requested) < (b.stopped == nil ? 0 : 1, a.requested)
        }
        let rows = order.prefix(most).map { index in
            row(timeline.tasks[index], jobs: places[index]?.count ?? 0, job: busy[timeline.tasks[index].id], timeline)
        }
        let living = timeline.tasks.count { $0.stopped == nil }
        let left = timeline.tasks.count - rows.count
        return DashboardPage(
            title: "Tasks",
            path: "/dashboard/tasks",
            pieces: [
                .init(
                    id: "live-tasks",
                    content: [
                        HTML.p(
                            "\(living) tasks live, \(timeline.tasks.count - living) have ended\(left > 0 ? "; \(left) of those are not shown" : "")."
                        )
                    ]
                        + (rows.isEmpty
                            ? []
                            : [
                                HTML.table(
                                    "Tasks",
                                    ["task", "state", "asked for", "start took", "lived", "job", "jobs begun"],
                                    rows
                                )
                            ])
                )
            ],
            foot: [HTML.commands(["sluice explain", "sluice report"])]
        )
    }

    private static func row(_ task: Timeline.Task, jobs: Int, job: JobID?, _ timeline: Timeline) -> [Element] {
        func wall(_ time: Timestamp) -> Timestamp { timeline.start.advanced(by: Timestamp.epoch.duration(to: time)) }
        let state =
            task.stopped != nil
            ? task.end ?? "ended" : task.stopping != nil ? "stopping" : task.ready != nil ? "ready" : "starting"
        let end = task.stopped ?? .epoch.advanced(by: timeline.length)
        return [
            HTML.cell(HTML.link(task.id, "/dashboard/tasks/\(PercentEncoding.encode(task.id))")), HTML.cell(state),
            HTML.cell(wall(task.requested)), HTML.cell(HTML.span(task.requested, task.ready)),
            HTML.cell(HTML.span(task.requested, end)),
            job.map { HTML.cell(HTML.link($0.text, "/dashboard/jobs/\($0)")) } ?? HTML.cell(""), HTML.cell("\(jobs)"),
        ]
    }

    /// One task and what it says.
    static func page(_ task: Timeline.Task, _ snapshot: DashboardFeed.Snapshot, log: String) -> DashboardPage {
        let timeline = snapshot.timeline
        let jobs = snapshot.jobs.filter { $0.task == task.id }
        return DashboardPage(
            title: "Task \(task.id)",
            path: "/dashboard/tasks",
            pieces: [
                .init(
                    id: "live-task",
                    content: [
                        HTML.table(
                            "Task",
                            ["task", "state", "asked for", "start took", "lived", "job", "jobs begun"],
                            [row(task, jobs: jobs.count, job: jobs.first { $0.status == .processing }?.id, timeline)]
                        )
                    ]
                ),
                .init(
                    id: "live-log",
                    content: [
                        Element("h2", text: "Log"), Element("pre", ["tabindex": "0", "aria-label": "Log"], text: log),
                    ]
                ),
                .init(
                    id: "live-jobs",
                    content: jobs.isEmpty
                        ? [] : [Element("h2", text: "Jobs"), JobsPage.table(Array(jobs.prefix(50)), now: snapshot.at)]
                ),
            ]
        )
    }
}
