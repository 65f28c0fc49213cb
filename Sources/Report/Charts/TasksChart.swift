package import SluiceModel

/// Tasks over time: how many were wanted, how many were starting, how many ran.
package enum TasksChart {
    /// Draws it.
    package static func draw(_ timeline: Timeline, _ size: ChartSize) -> SVGElement {
        let series = timeline.series
        let length = timeline.lengthInSeconds
        let times = series.at.map(\.secondsFromStart)
        func line(_ values: [Int]) -> StepLine {
            StepLine(at: times, values: values.map(Double.init), length: length, columns: Int(size.width))
        }
        let (desired, pending, running) = (line(series.desired), line(series.pending), line(series.running))
        let maximum = [desired, pending, running].map { $0.peak?.value ?? 0 }.max() ?? 0
        let frame = ChartFrame(
            title: "Tasks",
            summary: summary(desired.peak, running.peak),
            unit: "tasks",
            size: size,
            length: length,
            maximum: maximum,
            legend: [("running", "running"), ("pending", "starting"), ("desired", "wanted")]
        )
        return frame.picture(
            [
                .path(running.area(frame.x, frame.y), class: "area running"),
                .path(running.path(frame.x, frame.y), class: "line running"),
                .path(pending.path(frame.x, frame.y), class: "line pending"),
                .path(desired.path(frame.x, frame.y), class: "line desired"),
            ] + PeakLabel.draw(running.peak, "running", frame)
        )
    }

    private static func summary(_ desired: StepLine.Point?, _ running: StepLine.Point?) -> String {
        guard let desired, let running else { return "No samples." }
        return "At most \(Int(desired.value)) tasks were wanted, first after \(Seconds.text(desired.at)); "
            + "at most \(Int(running.value)) ran, first after \(Seconds.text(running.at))."
    }
}
