import SluiceModel
import SluiceScaling
import Testing

@Suite("Metrics")
struct MetricTests {
    private func observation(visible: Int, inFlight: Int = 0, running: Int = 0) -> FleetObservation {
        FleetObservation(
            queue: .init(visible: visible, inFlight: inFlight),
            tasks: TaskCounts(desired: running, running: running),
            jobDuration: nil
        )
    }

    /// A sample in each minute from 0, published after `delay`.
    private func history(_ values: [Double], delay: Int64 = 0) -> MetricHistory {
        var history = MetricHistory(horizon: .seconds(3600))
        for (minute, value) in values.enumerated() {
            let at = Int64(minute) * 60
            history.add(
                MetricSample(at: Timestamp(seconds: at), availableAt: Timestamp(seconds: at + delay), value: value)
            )
        }
        return history
    }

    @Test("five minutes at minute 6 are the minutes 2 to 6")
    func slidingWindow() {
        let history = history([100, 100, 1, 2, 3, 4, 5, 100])
        let now = Timestamp(seconds: 6 * 60)
        #expect(history.datapoints(.maximum, period: .seconds(300), count: 1, at: now) == [5])
        #expect(history.datapoints(.minimum, period: .seconds(300), count: 1, at: now) == [1])
        #expect(history.datapoints(.average, period: .seconds(300), count: 1, at: now) == [3])
        #expect(history.datapoints(.sum, period: .seconds(300), count: 1, at: now) == [15])
        #expect(history.datapoints(.sampleCount, period: .seconds(300), count: 1, at: now) == [5])
    }

    @Test("aligned to the period, an alarm sees five minutes only when they are over")
    func aligned() {
        let history = history([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
        func maximum(_ minute: Int64) -> [Double?] {
            history.datapoints(
                .maximum,
                period: .seconds(300),
                count: 2,
                at: Timestamp(seconds: minute * 60 + 5),
                aligned: true
            )
        }
        #expect(maximum(4) == [nil, nil])
        #expect(maximum(5) == [nil, 14])
        #expect(maximum(9) == [nil, 14])
        #expect(maximum(10) == [14, 19])
    }

    @Test("the sum over five minutes is five times a steady level")
    func sum() {
        let history = history(Array(repeating: 7, count: 10))
        let now = Timestamp(seconds: 9 * 60 + 30)
        #expect(history.datapoints(.sum, period: .seconds(300), count: 1, at: now) == [35])
    }

    @Test("a spike of a minute holds a maximum over five for five evaluations")
    func spike() {
        let history = history([0, 0, 50, 0, 0, 0, 0, 0, 0, 0])
        let maxima = (0..<10).map { minute in
            history.datapoints(.maximum, period: .seconds(300), count: 1, at: Timestamp(seconds: minute * 60))[0]
        }
        #expect(maxima == [0, 0, 50, 50, 50, 50, 50, 0, 0, 0])
    }

    @Test("a point is missing until it is published, and so is what was never sampled")
    func delay() {
        let history = history([1, 2, 3], delay: 90)
        let slots = { (second: Int64) in
            history.datapoints(.maximum, period: .seconds(60), count: 3, at: Timestamp(seconds: second))
        }
        #expect(slots(120) == [1, nil, nil])
        #expect(slots(150) == [1, 2, nil])
        #expect(slots(210) == [2, 3, nil])
        #expect(slots(600) == [nil, nil, nil])
    }

    @Test("a history forgets what lies beyond its horizon and keeps what does not")
    func horizon() {
        var history = MetricHistory(horizon: .seconds(600))
        for minute in 0..<1000 {
            let at = Timestamp(seconds: Int64(minute) * 60)
            history.add(MetricSample(at: at, availableAt: at, value: Double(minute)))
        }
        let now = Timestamp(seconds: 999 * 60)
        #expect(history.datapoints(.minimum, period: .seconds(600), count: 1, at: now) == [990])
    }

    @Test("messages in flight have no point at zero; sums fill it in; per task there is none without a task")
    func values() {
        let idle = observation(visible: 3)
        #expect(ScalingMetric.visible.value(of: idle) == 3)
        #expect(ScalingMetric.inFlight.value(of: idle) == nil)
        #expect(ScalingMetric.visiblePlusInFlight.value(of: idle) == 3)
        #expect(ScalingMetric.backlogPerTask.value(of: idle) == nil)
        #expect(ScalingMetric.visibleWithoutTasks.value(of: idle) == 3)
        let busy = observation(visible: 6, inFlight: 4, running: 4)
        #expect(ScalingMetric.inFlight.value(of: busy) == 4)
        #expect(ScalingMetric.backlogPerTask.value(of: busy) == 2.5)
        #expect(ScalingMetric.visibleWithoutTasks.value(of: busy) == 0)
        #expect(
            ScalingMetric.visible.value(
                of: FleetObservation(queue: nil, tasks: TaskCounts(), jobDuration: nil)
            ) == nil
        )
    }

    @Test("a queue sleeps after six hours without messages or tasks, and wakes up to fifteen minutes late")
    func sleep() {
        var publisher = MetricPublisher(rules: CloudWatchRules())
        func points(_ minute: Int64, visible: Int) -> Int {
            publisher.publish([.visible], of: observation(visible: visible), at: Timestamp(seconds: minute * 60)).count
        }
        #expect(points(0, visible: 1) == 1)
        #expect(points(6 * 60, visible: 0) == 1)
        #expect(points(6 * 60 + 1, visible: 0) == 0)
        #expect(points(24 * 60, visible: 9) == 0)
        #expect(points(24 * 60 + 14, visible: 9) == 0)
        #expect(points(24 * 60 + 15, visible: 9) == 1)
        #expect(points(24 * 60 + 16, visible: 0) == 1)
    }

    @Test("a queue whose tasks poll it never sleeps")
    func polled() {
        var publisher = MetricPublisher(rules: CloudWatchRules())
        for hour in 0..<48 {
            let points = publisher.publish(
                [.visible],
                of: observation(visible: 0, running: 1),
                at: Timestamp(seconds: Int64(hour) * 3600)
            )
            #expect(points.count == 1)
        }
    }

    @Test("a point is stamped with its minute and seen after the delay")
    func stamps() throws {
        var publisher = MetricPublisher(rules: CloudWatchRules())
        let points = publisher.publish([.visible], of: observation(visible: 4), at: Timestamp(seconds: 90))
        let point = try #require(points.first)
        #expect(
            point.sample == MetricSample(at: Timestamp(seconds: 60), availableAt: Timestamp(seconds: 120), value: 4)
        )
    }
}
