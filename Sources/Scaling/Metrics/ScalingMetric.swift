/// A number that alarms look at, made of the counts of SQS and ECS.
package enum ScalingMetric: String, Sendable, Hashable, Codable, CaseIterable {
    /// `ApproximateNumberOfMessagesVisible`.
    case visible
    /// `ApproximateNumberOfMessagesNotVisible`; not published while nothing is in flight.
    case inFlight
    /// Both, by metric math with `FILL(inFlight, 0)`.
    case visiblePlusInFlight
    /// `(visible + FILL(inFlight, 0)) / running`; no value while no task runs.
    case backlogPerTask
    /// `IF(running < 1, visible, 0)`: what wakes a fleet of none.
    case visibleWithoutTasks

    /// The value of one observation, as CloudWatch would publish it; nil when there would be no point.
    package func value(of observation: FleetObservation) -> Double? {
        guard let queue = observation.queue else { return nil }
        let (visible, inFlight, running) = (queue.visible, queue.inFlight, observation.tasks.running)
        return switch self {
        case .visible: Double(visible)
        case .inFlight: inFlight > 0 ? Double(inFlight) : nil
        case .visiblePlusInFlight: Double(visible + inFlight)
        case .backlogPerTask: running > 0 ? Double(visible + inFlight) / Double(running) : nil
        case .visibleWithoutTasks: running < 1 ? Double(visible) : 0
        }
    }
}

/// How the samples of one period become one value.
package enum MetricStatistic: String, Sendable, Hashable, Codable, CaseIterable {
    case maximum, average, minimum, sum, sampleCount

    /// How the points of several periods become one: a policy of Application Auto Scaling knows maximum, minimum and
    /// average only, and CDK takes the average for every other statistic.
    package var aggregation: MetricStatistic { self == .maximum || self == .minimum ? self : .average }

    /// The statistic of `samples`; nil for none, which is a missing point.
    package func value(of samples: [Double]) -> Double? {
        guard !samples.isEmpty else { return nil }
        return switch self {
        case .maximum: samples.max()
        case .minimum: samples.min()
        case .sum: samples.reduce(0, +)
        case .average: samples.reduce(0, +) / Double(samples.count)
        case .sampleCount: Double(samples.count)
        }
    }
}
