package import SluiceModel

/// The queue over time: messages that wait and messages in flight, each by itself, behind them when an alarm was on.
package enum QueueChart {
    /// Draws it.
    package static func draw(_ timeline: Timeline, _ size: ChartSize) -> SVGElement {
        let series = timeline.series
        let length = timeline.lengthInSeconds
        let times = series.at.map(\.secondsFromStart)
        func line(_ values: [Int]) -> StepLine {
            StepLine(at: times, values: values.map(Double.init), length: length, columns: Int(size.width))
        }
        let (visible, inFlight) = (line(series.visible), line(series.inFlight))
        let peaks = (visible.peak?.value ?? 0, inFlight.peak?.value ?? 0)
        let frame = ChartFrame(
            title: "Queue",
            summary: summary(visible.peak, inFlight.peak),
            unit: "messages",
            size: size,
            length: length,
            maximum: max(peaks.0, peaks.1),
            legend: [("visible", "waiting"), ("in-flight", "in flight")] + alarmLegend(timeline)
        )
        return frame.picture(
            AlarmBands.draw(timeline, frame) + [
                .path(visible.area(frame.x, frame.y), class: "area visible"),
                .path(inFlight.path(frame.x, frame.y), class: "line in-flight"),
                .path(visible.path(frame.x, frame.y), class: "line visible"),
            ] + PeakLabel.draw(visible.peak, "waiting", frame)
        )
    }

    private static func alarmLegend(_ timeline: Timeline) -> [(style: String, name: String)] {
        AlarmBands.spans(of: timeline).isEmpty ? [] : [("alarm", "alarm on")]
    }

    private static func summary(_ visible: StepLine.Point?, _ inFlight: StepLine.Point?) -> String {
        guard let visible, let inFlight else { return "No samples." }
        return "At most \(Int(visible.value)) messages waited, first after \(Seconds.text(visible.at)); "
            + "at most \(Int(inFlight.value)) were in flight, first after \(Seconds.text(inFlight.at))."
    }
}
