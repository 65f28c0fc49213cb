import SluiceModel
import SluiceScaling
import SluiceSimulation
import Testing

/// What others measured on AWS, with the parameters named in docs/fargate-measurements.md.
@Suite("Published measurements")
struct PublishedMeasurementTests {
    /// Asks for `count` tasks at once and returns when each was ready, in seconds, in order.
    private func launch(_ count: Int, _ change: (inout PlatformRules) -> Void) -> [Double] {
        var setup = SimulationSetup(
            load: [.burst(count: count, at: .zero)],
            service: .fixed(.seconds(3600)),
            policies: [.direct(DirectPolicy(interval: .seconds(5), startTime: .zero, idleTimeout: .seconds(60)))],
            limits: CapacityLimits(minimum: 0, maximum: count),
            initialTasks: 0
        )
        // The tasks were spread over several services.
        setup.platform.serviceRate = nil
        setup.platform.pullRate = 1e15
        change(&setup.platform)
        setup.limit = .seconds(3000)
        let ready = SimulationResult(setup).timeline.tasks.compactMap(\.ready)
        return ready.map { Double($0.nanoseconds) / 1e9 }.sorted()
    }

    private func count(_ times: [Double], by second: Double) -> Int { times.count { $0 <= second } }

    /// vladionescu.me, "Scaling containers on AWS in 2022": Fargate, 3500 tasks.
    @Test("2022: 0 to 3500 tasks, with the measured launch rate and a start-up time fitted to it")
    func scaling2022() {
        let ready = launch(3500) { platform in
            platform.launchRate = 18.4
            platform.startBase = .seconds(65)
            platform.startSpread = 0.17
        }
        // The rate and the start-up time were chosen to meet these two …
        let rate = Double(count(ready, by: 225) - count(ready, by: 75)) / 150
        #expect(abs(rate - 18.4) < 0.3)
        #expect(abs(count(ready, by: 240) - 3296) < 33)
        // … and these follow: the first tasks, and the last.
        #expect((30...45).contains(ready[0]))
        #expect(abs((ready.last ?? 0) - 270) < 27)
    }

    @Test("2022: with the documented 20 tasks a second the last task is ready after 4.5 minutes too")
    func documented2022() {
        let ready = launch(3500) { platform in
            platform.startBase = .seconds(65)
            platform.startSpread = 0.17
        }
        let rate = Double(count(ready, by: 225) - count(ready, by: 75)) / 150
        #expect(abs(rate - 20) < 0.5)
        #expect(abs((ready.last ?? 0) - 270) < 15)
    }

    /// The same author in 2020: ten at once, then 55.6 tasks a minute.
    @Test("2020: the limits of that year give its launch curve")
    func scaling2020() {
        let ready = launch(600) { platform in
            platform.launchBurst = 10
            platform.launchRate = 55.6 / 60
            platform.startBase = .seconds(40)
        }
        let perMinute = Double(count(ready, by: 600) - count(ready, by: 120)) / 8
        #expect(abs(perMinute - 55.6) < 0.5)
    }

    @Test("the first new task of a small service on a 60 s alarm comes after 1.5 to 3 minutes in nine of ten runs")
    func firstNewTask() {
        let policy = StepPolicy(steps: [ScalingStep(upper: 0, change: -1), ScalingStep(lower: 2, change: 2)])
        let firsts = (0..<1000).map { seed -> Double in
            var setup = SimulationSetup(
                load: [.burst(count: 20, at: .zero)],
                service: .fixed(.seconds(300)),
                policies: [.steps(policy)],
                limits: CapacityLimits(minimum: 1, maximum: 10)
            )
            // When in the minute AWS samples and evaluates is not documented: anywhere.
            var phases = SeededGenerator(seed: UInt64(seed))
            setup.cloudWatch.samplePhase = .seconds(Double.random(in: 0..<60, using: &phases))
            setup.cloudWatch.evaluationPhase = .seconds(Double.random(in: 0..<60, using: &phases))
            setup.seed = UInt64(seed)
            return SimulationResult(setup).summary.firstNewTask ?? .infinity
        }.sorted()
        #expect(firsts.count { (90...180).contains($0) } >= 880)
        #expect((130...160).contains(firsts[500]))
        #expect(firsts[999] < 240)
    }

    @Test("a queue that slept for a day is seen up to fifteen minutes late", arguments: [0, 15, 30, 45])
    func sleepingQueue(phase: Int) throws {
        let policy = StepPolicy(steps: [ScalingStep(upper: 0, change: -1), ScalingStep(lower: 1, change: 2)])
        let day = Duration.seconds(86_400)
        var setup = SimulationSetup(
            load: [.burst(count: 1, at: .zero), .burst(count: 20, at: day)],
            service: .fixed(.seconds(300)),
            policies: [.steps(policy)],
            limits: CapacityLimits(minimum: 0, maximum: 10)
        )
        setup.cloudWatch.samplePhase = .seconds(phase)
        let timeline = SimulationResult(setup).timeline
        let woken = Timestamp.epoch.advanced(by: day)
        let first = try #require(timeline.jobs.filter { $0.submitted >= woken }.compactMap(\.started).min())
        // Fifteen minutes of silence, then sample, point, evaluation and start as ever.
        #expect((960...1100).contains(woken.duration(to: first).inSeconds))
        #expect(!timeline.metrics.contains { $0.at > Timestamp(seconds: 30_000) && $0.at < woken })
    }

    /// elasticscale, April 2024: 413 MB without lazy loading, ten samples of 53 to 62 s, 57 s on average.
    @Test("a task with an image of 413 MB starts in 57 s, give or take what was measured")
    func imageStart() {
        let ready = launch(1000) { platform in
            let defaults = PlatformRules()
            platform.launchBurst = 1000
            platform.startBase = defaults.medianStart(imageBytes: 413e6)
        }
        let mean = ready.reduce(0, +) / 1000
        #expect(abs(mean - 57) < 1)
        // Ten normal draws span 3.08 standard deviations on average: 9 s measured.
        let deviation = (ready.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999).squareRoot()
        #expect(abs(deviation * 3.08 - 9) < 1)
    }
}
