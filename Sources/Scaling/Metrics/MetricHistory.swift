package import SluiceModel

/// One published value of a metric.
package struct MetricSample: Sendable, Hashable, Codable {
    /// The beginning of the minute it stands for.
    package let at: Timestamp
    /// When alarms can see it; the difference is CloudWatch's publication delay.
    package let availableAt: Timestamp
    package let value: Double

    /// A sample.
    package init(at: Timestamp, availableAt: Timestamp, value: Double) {
        self.at = at
        self.availableAt = availableAt
        self.value = value
    }
}

/// The samples of one metric, and the periods that an alarm sees in them.
package struct MetricHistory: Sendable, Hashable {
    private var samples: [MetricSample] = []
    private let horizon: Duration

    /// An empty history that keeps at least the last `horizon`.
    package init(horizon: Duration) {
        self.horizon = horizon
    }

    /// Adds the newest sample and forgets those beyond the horizon.
    package mutating func add(_ sample: MetricSample) {
        // Twice the horizon before anything moves, so that the cost of forgetting is shared by many additions.
        if let first = samples.first, first.at.duration(to: sample.at) > horizon * 2 {
            samples.removeAll { $0.at.duration(to: sample.at) > horizon }
        }
        samples.append(sample)
    }

    /// The values of the last `count` periods that end with the minute of `now`, oldest first; nil where none is known yet.
    ///
    /// The window slides with every evaluation unless it is `aligned`: a period of 300 s at minute 6 holds the samples of
    /// minutes 2 to 6, aligned to the period those of minutes 0 to 4.
    package func datapoints(
        _ statistic: MetricStatistic,
        period: Duration,
        count: Int,
        at now: Timestamp,
        aligned: Bool = false
    ) -> [Double?] {
        let length = period.nanoseconds
        let resolution = min(length, 60_000_000_000)
        // Aligned, the newest sample is the last one before the period under way began.
        let end =
            aligned
            ? now.nanoseconds.flooredQuotient(by: length) * length - resolution
            : now.nanoseconds.flooredQuotient(by: resolution) * resolution
        var slots = [[Double]](repeating: [], count: count)
        for sample in samples.reversed() {
            let age = (end - sample.at.nanoseconds).flooredQuotient(by: length)
            if age >= count { break }
            if age >= 0, sample.availableAt <= now { slots[count - 1 - Int(age)].append(sample.value) }
        }
        return slots.map(statistic.value)
    }
}
