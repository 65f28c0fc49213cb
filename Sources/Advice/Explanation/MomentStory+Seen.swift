import SluiceModel
import SluiceScaling

extension MomentStory {
    /// Earlier points that are told beside the newest: with it, those of a period of five minutes.
    private static let earlierPoints = 4
    /// A metric whose newest point is older than this has stopped; CloudWatch publishes one a minute.
    private static let stale = Duration.seconds(150)

    /// The counts at the moment.
    mutating func tellCounts() {
        let series = lines.timeline.series
        guard let row = series.at.lastIndex(where: { $0 <= moment }) else { return }
        lines.add(
            moment,
            "queue",
            "at this moment: \(series.visible[row]) waiting, \(series.inFlight[row]) in flight; "
                + "\(series.desired[row]) wanted, \(series.pending[row]) starting, \(series.running[row]) running"
        )
    }

    /// The points that alarms could see, and one that they could not see yet.
    mutating func tellMetrics() {
        let points = lines.timeline.metrics
        for metric in Set(points.map(\.metric)).sorted() {
            let own = points.filter { $0.metric == metric && $0.at <= moment }.sorted { $0.at < $1.at }
            tellSeen(own.filter { $0.availableAt <= moment }, of: metric)
            if let late = own.last, late.availableAt > moment {
                lines.add(
                    late.availableAt,
                    "metric",
                    "\(metric) = \(ScalingText.number(late.value)) of the minute from \(lines.time(late.at)) "
                        + "comes too late for this moment"
                )
            }
        }
    }

    private mutating func tellSeen(_ seen: [Timeline.MetricPoint], of metric: String) {
        guard let newest = seen.last else {
            return lines.add(moment, "metric", "no point of \(metric) is published yet, so its alarms see nothing")
        }
        lines.add(
            newest.availableAt,
            "metric",
            "\(metric) = \(ScalingText.number(newest.value)) of the minute from \(lines.time(newest.at)) "
                + "is the newest point that alarms see"
        )
        let earlier = seen.dropLast().suffix(Self.earlierPoints).reversed()
        if !earlier.isEmpty {
            let texts = earlier.map { "\(ScalingText.number($0.value)) (\(lines.time($0.at)))" }
            lines.add(newest.availableAt, "metric", "\(metric) before that: \(texts.joined(separator: ", "))")
        }
        if newest.availableAt.duration(to: moment) > Self.stale {
            lines.add(moment, "metric", "no newer point of \(metric) for \(lines.span(newest.availableAt, moment))")
        }
    }

    /// The alarms that the run knows, by name.
    var alarmNames: [String] { Set(lines.timeline.alarms.map(\.alarm)).sorted() }

    /// The last change of an alarm up to the moment; nil when it had none yet.
    func lastChange(of alarm: String) -> Timeline.AlarmChange? {
        lines.timeline.alarms.last { $0.alarm == alarm && $0.at <= moment }
    }

    /// The last change of each alarm, or the state in which it still is.
    mutating func tellAlarms() {
        for alarm in alarmNames {
            if let last = lastChange(of: alarm) {
                lines.add(last.at, "alarm", "alarm \(alarm) goes from \(last.from) to \(last.to): \(last.reason)")
            } else if let first = lines.timeline.alarms.first(where: { $0.alarm == alarm }) {
                lines.add(moment, "alarm", "alarm \(alarm) is \(first.from), as since the start")
            }
        }
    }
}
