package import SluiceModel

/// What CloudWatch does that its documentation leaves open, or says in words only: each with its default and its source.
package struct CloudWatchRules: Sendable, Hashable, Codable {
    /// The time between two samples of SQS and ECS metrics; one minute is documented.
    package var samplePeriod: Duration = .seconds(60)
    /// When in the minute samples are taken; undocumented, any value from 0 to 60 s is possible.
    package var samplePhase: Duration = .seconds(30)
    /// The time from a sample to the point that alarms see; undocumented.
    ///
    /// Users report 1 to 3 minutes from change to alarm, of which sampling and evaluation explain all but about this much.
    package var publicationDelay: Duration = .seconds(30)
    /// When in the minute alarms are evaluated; undocumented, any value from 0 to 60 s is possible.
    package var evaluationPhase: Duration = .seconds(5)
    /// Periods beyond N that an alarm reads when points are missing; the documentation's example reads 5 for N = 3.
    package var extraPeriods = 2
    /// Whether windows are aligned to the period, so that an alarm sees a period only when it is over.
    ///
    /// The documentation says no: windows slide and are evaluated every minute. Reports of first reactions up to five minutes
    /// late with a period of five minutes say yes.
    package var alignsPeriods = false
    /// After this time without messages or calls a queue counts as inactive and publishes nothing; documented.
    package var queueSleepsAfter: Duration = .seconds(6 * 3600)
    /// How late the first point of a queue that was inactive comes; up to 15 minutes are documented.
    package var wakeDelay: Duration = .seconds(15 * 60)

    /// The defaults.
    package init() {}

    /// The rules of the local cloud, which samples at once and on the minute.
    package static var local: CloudWatchRules {
        var rules = CloudWatchRules()
        rules.samplePhase = .zero
        rules.publicationDelay = .zero
        rules.evaluationPhase = .zero
        return rules
    }
}

/// Turns observations into published points, and falls silent with the queue.
package struct MetricPublisher: Sendable, Hashable {
    private let rules: CloudWatchRules
    private var lastActive: Timestamp?
    private var silentUntil: Timestamp?

    /// A publisher of a queue that was just made.
    package init(rules: CloudWatchRules) {
        self.rules = rules
    }

    /// The points of one sample at `now`, by metric; empty while the queue is inactive.
    package mutating func publish(
        _ metrics: [ScalingMetric],
        of observation: FleetObservation,
        at now: Timestamp
    ) -> [(metric: ScalingMetric, sample: MetricSample)] {
        guard let queue = observation.queue else { return [] }
        let isTouched = queue.visible + queue.inFlight + observation.tasks.running > 0
        let isInactive = lastActive.map { $0.duration(to: now) > rules.queueSleepsAfter } ?? false
        if isTouched {
            if isInactive { silentUntil = now.advanced(by: rules.wakeDelay) }
            lastActive = now
        } else {
            lastActive = lastActive ?? now
            if isInactive { return [] }
        }
        if let until = silentUntil, now < until { return [] }
        let minute = rules.samplePeriod.nanoseconds
        let stamp = Timestamp(nanoseconds: now.nanoseconds.flooredQuotient(by: minute) * minute)
        return metrics.compactMap { metric in
            metric.value(of: observation).map {
                (metric, MetricSample(at: stamp, availableAt: now.advanced(by: rules.publicationDelay), value: $0))
            }
        }
    }
}
