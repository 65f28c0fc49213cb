package import SluiceModel

/// What the run had cost by each moment, and how much of that went to tasks.
package enum CostChart {
    /// Draws it.
    package static func draw(_ timeline: Timeline, _ size: ChartSize) -> SVGElement {
        let curve = CostCurve(timeline, count: Int(size.width) / 4)
        let length = timeline.lengthInSeconds
        func line(_ values: [Double]) -> StepLine {
            StepLine(at: curve.at, values: values, length: length, columns: Int(size.width))
        }
        let (total, tasks) = (line(curve.total), line(curve.tasks))
        let end = curve.total.last ?? 0
        let frame = ChartFrame(
            title: "Cost",
            summary: summary(end, curve.tasks.last ?? 0),
            unit: "USD",
            size: size,
            length: length,
            maximum: end,
            whole: false,
            legend: [("total", "together"), ("running", "tasks")]
        )
        let label = SVGElement.label(
            "\(TimelineFacts.dollars(end)) USD",
            frame.x.end,
            frame.y(end) - 5,
            .end,
            class: "value"
        )
        return frame.picture(
            [
                .path(tasks.area(frame.x, frame.y), class: "area running"),
                .path(tasks.path(frame.x, frame.y), class: "line running"),
                .path(total.path(frame.x, frame.y), class: "line total"),
            ] + (end > 0 ? [label] : [])
        )
    }

    private static func summary(_ total: Double, _ tasks: Double) -> String {
        guard total > 0 else { return "The run has no bill." }
        return "\(TimelineFacts.dollars(total)) USD at the end, \(TimelineFacts.dollars(tasks)) of them for tasks."
    }
}
