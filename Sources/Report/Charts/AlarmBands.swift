import SluiceModel

/// The spans in which an alarm was on, as bands behind a chart.
enum AlarmBands {
    /// A span and the alarm's name.
    struct Span: Hashable {
        let alarm: String
        /// In seconds from the start.
        let from: Double
        let until: Double
    }

    /// From each change to `ALARM` to the alarm's next change, or to the end.
    static func spans(of timeline: Timeline) -> [Span] {
        var began: [String: Double] = [:]
        var spans: [Span] = []
        for change in timeline.alarms {
            let at = change.at.secondsFromStart
            if let from = began.removeValue(forKey: change.alarm) {
                spans.append(Span(alarm: change.alarm, from: from, until: at))
            }
            if change.to == "ALARM" { began[change.alarm] = at }
        }
        let end = timeline.lengthInSeconds
        spans += began.sorted { $0.key < $1.key }.map { Span(alarm: $0.key, from: $0.value, until: max($0.value, end)) }
        return spans
    }

    static func draw(_ timeline: Timeline, _ frame: ChartFrame) -> [SVGElement] {
        let spans = spans(of: timeline)
        let alarms = Set(spans.map(\.alarm)).sorted()
        return spans.flatMap { span -> [SVGElement] in
            let x = frame.x(span.from)...frame.x(span.until)
            let band = SVGElement.rectangle(
                x,
                frame.y.end...frame.y.start,
                class: alarms.firstIndex(of: span.alarm) == 0 ? "band" : "band other",
                title: "\(span.alarm) on from \(Seconds.text(span.from)) to \(Seconds.text(span.until))"
            )
            guard x.upperBound - x.lowerBound > ChartFrame.width(of: span.alarm) + 8 else { return [band] }
            return [band, .label(span.alarm, x.upperBound - 4, frame.y.end + 14, .end, class: "tick")]
        }
    }
}
