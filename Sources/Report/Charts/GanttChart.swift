package import SluiceModel

/// Tasks as rows and jobs upon them: which task started when, and what it did with its time.
package enum GanttChart {
    /// Draws it.
    package static func draw(_ timeline: Timeline, _ size: ChartSize) -> SVGElement {
        let lanes = Lanes(timeline.tasks)
        let shown = min(lanes.count, mostLanes)
        let frame = ChartFrame(
            title: "Tasks and their jobs",
            summary: summary(timeline, lanes, shown: shown),
            unit: shown < lanes.count ? "the first \(shown) of \(lanes.count) rows" : "a row for each task",
            size: size,
            length: timeline.lengthInSeconds,
            rows: max(1, shown),
            rowHeight: rowHeight(shown),
            legend: legend(timeline)
        )
        let bars = timeline.tasks.indices.filter { lanes.laneOfTask[$0] < shown }.flatMap { index in
            life(timeline.tasks[index], frame, row: lanes.laneOfTask[index], length: timeline.lengthInSeconds)
        }
        return frame.picture(bars + jobs(timeline, lanes, frame, shown: shown))
    }

    /// More rows than this are no longer told apart.
    private static let mostLanes = 160
    /// So many jobs get a bar with their name each; more share one shape for each row.
    private static let mostNamed = 300

    private static func rowHeight(_ count: Int) -> Double {
        max(3, min(16, (360 / Double(max(1, count))).rounded(.down)))
    }

    /// Waiting for the platform, then ready for jobs.
    private static func life(_ task: Timeline.Task, _ frame: ChartFrame, row: Int, length: Double) -> [SVGElement] {
        let end = min(task.stopped?.secondsFromStart ?? length, length)
        let ready = min(task.ready?.secondsFromStart ?? end, end)
        let band = frame.row(row)
        var bars: [SVGElement] = []
        let requested = max(0, task.requested.secondsFromStart)
        if ready > requested {
            bars.append(.rectangle(frame.x(requested)...frame.x(ready), band, class: "bar starting"))
        }
        if end > max(0, ready) {
            let title = "task \(task.id), ready \(Seconds.text(max(0, ready))) after the start"
            bars.append(.rectangle(frame.x(max(0, ready))...frame.x(end), band, class: "bar ready", title: title))
        }
        return bars
    }

    /// How a job is drawn.
    private enum Style: String, CaseIterable {
        case job = "bar job"
        case repeated = "bar repeated"
        case failed = "bar failed"

        init(_ job: Timeline.Job) {
            self = job.outcome == .failed ? .failed : job.attempts > 1 ? .repeated : .job
        }

        var name: String {
            switch self {
            case .job: "job"
            case .repeated: "job, more than one attempt"
            case .failed: "failed job"
            }
        }
    }

    private static func legend(_ timeline: Timeline) -> [(style: String, name: String)] {
        let styles = Set(timeline.jobs.lazy.filter { $0.task != nil }.map(Style.init))
        return [("bar starting", "starting"), ("bar ready", "ready")]
            + Style.allCases.filter(styles.contains).map { ($0.rawValue, $0.name) }
    }

    private static func jobs(
        _ timeline: Timeline,
        _ lanes: Lanes,
        _ frame: ChartFrame,
        shown: Int
    ) -> [SVGElement] {
        let length = timeline.lengthInSeconds
        var bars: [(style: Style, row: Int, bar: JobBars.Bar)] = []
        for job in timeline.jobs {
            guard let task = job.task, lanes.laneOfTask.indices.contains(task), lanes.laneOfTask[task] < shown,
                let started = job.started?.secondsFromStart
            else { continue }
            // A later attempt may have run elsewhere: the bar ends with the first one's task at the latest.
            let until = min(job.finished?.secondsFromStart ?? length, length)
            let gone = timeline.tasks[task].stopped?.secondsFromStart ?? until
            let span = frame.x(max(0, started))...frame.x(max(0, started, min(until, gone)))
            bars.append((Style(job), lanes.laneOfTask[task], .init(span: span, name: job.id)))
        }
        if bars.count <= mostNamed {
            return bars.map {
                .rectangle($0.bar.span, frame.row($0.row, inset: 2), class: $0.style.rawValue, title: $0.bar.name)
            }
        }
        return Style.allCases.compactMap { style in
            let rows = Dictionary(grouping: bars.lazy.filter { $0.style == style }, by: \.row)
            guard !rows.isEmpty else { return nil }
            let path = rows.sorted { $0.key < $1.key }.map { row, bars in
                JobBars.path(bars.map(\.bar.span), in: frame.row(row, inset: 1))
            }
            return .path(path.joined(), class: style.rawValue)
        }
    }

    private static func summary(_ timeline: Timeline, _ lanes: Lanes, shown: Int) -> String {
        let placed = timeline.jobs.count { $0.task != nil }
        return "\(timeline.tasks.count) tasks in \(lanes.count) rows, at most one at a time in each; "
            + "\(placed) of \(timeline.jobs.count) jobs are drawn on the task of their first attempt."
    }
}

/// Bars of jobs in one row.
enum JobBars {
    /// Where a job lies, in units of the picture, and what it is called.
    struct Bar {
        let span: ClosedRange<Double>
        let name: String
    }

    /// Rectangles as one shape; those too near each other to be told apart become one.
    static func path(_ spans: [ClosedRange<Double>], in band: ClosedRange<Double>) -> String {
        var merged: [ClosedRange<Double>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, isNear(last, span) {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
            } else {
                merged.append(span)
            }
        }
        let (top, height) = (SVGNumber.text(band.lowerBound), SVGNumber.text(band.upperBound - band.lowerBound))
        return merged.map { span in
            let width = SVGNumber.text(max(0.4, span.upperBound - span.lowerBound - 0.5))
            return "M\(SVGNumber.text(span.lowerBound)) \(top)h\(width)v\(height)h-\(width)z"
        }.joined()
    }

    /// Overlapping, or so short and close that a pixel holds both.
    private static func isNear(_ last: ClosedRange<Double>, _ next: ClosedRange<Double>) -> Bool {
        let gap = next.lowerBound - last.upperBound
        return gap < 0 || gap < 0.5 && min(next.upperBound - next.lowerBound, last.upperBound - last.lowerBound) < 1.5
    }
}
