import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// When jobs come.
///
/// Statistical bounds are four standard deviations of the count, √n for Poisson.
@Suite("Arrivals")
struct ArrivalTests {
    private func times(_ processes: [ArrivalProcess], seed: UInt64 = 1) -> [Int64] {
        var arrivals = Arrivals(processes, seed: seed)
        var times: [Int64] = []
        while let time = arrivals.next() { times.append(time) }
        return times
    }

    private func expectPoisson(_ count: Int, _ mean: Double, at location: SourceLocation = #_sourceLocation) {
        let bound = 4 * mean.squareRoot() + 1
        #expect(abs(Double(count) - mean) <= bound, "\(count), expected \(mean)", sourceLocation: location)
    }

    /// Counts of `times` in `parts` equal parts of `span`.
    private func counts(_ times: [Int64], _ parts: Int, of span: Duration) -> [Int] {
        var counts = [Int](repeating: 0, count: parts)
        for time in times { counts[Int(time / (span.nanoseconds / Int64(parts)))] += 1 }
        return counts
    }

    @Test("a burst comes at one moment, and a trace at just its times")
    func exact() {
        #expect(times([.burst(count: 3, at: .milliseconds(1500))]) == [1_500_000_000, 1_500_000_000, 1_500_000_000])
        let trace: [Duration] = [.zero, .nanoseconds(1), .nanoseconds(1), .seconds(86_400)]
        #expect(times([.trace(trace)]) == trace.map(\.nanoseconds))
        #expect(times([.burst(count: 0, at: .zero), .trace([])]).isEmpty)
    }

    @Test("a constant rate is evenly spaced and begins at once", arguments: [0.5, 3, 7])
    func constant(rate: Double) {
        let times = times([.constant(rate: rate, for: .seconds(1000))])
        #expect(times.count == Int(1000 * rate))
        #expect(times.enumerated().allSatisfy { abs(Double($0.element) - Double($0.offset) * 1e9 / rate) <= 0.5 })
    }

    @Test("a process without a rate submits nothing")
    func nothing() {
        let hour = Duration.seconds(3600)
        #expect(times([.constant(rate: 0, for: hour), .poisson(rate: 0, for: hour)]).isEmpty)
        #expect(times([.ramp(from: 0, to: 0, for: hour)]).isEmpty)
        #expect(times([.onOff(rate: 0, on: hour, off: hour, for: hour)]).isEmpty)
        #expect(times([.onOff(rate: 1, on: .zero, off: hour, for: hour)]).isEmpty)
        #expect(times([.daily(mean: 0, swing: 1, peakHour: 12, for: hour)]).isEmpty)
        #expect(times([.poisson(rate: 5, for: .zero)]).isEmpty)
    }

    @Test(
        "Poisson arrivals are as many as they should be, spread evenly, with exponential gaps",
        arguments: UInt64(1)...5
    )
    func poisson(seed: UInt64) {
        let span = Duration.seconds(100_000)
        let times = times([.poisson(rate: 2, for: span)], seed: seed)
        expectPoisson(times.count, 200_000)
        for count in counts(times, 10, of: span) { expectPoisson(count, 20_000) }
        let gaps = zip(times.dropFirst(), times).map { Double($0 - $1) / 1e9 }
        for limit in [0.05, 0.5, 1, 2] {
            // The share of gaps beyond t is exp(-2t); its standard deviation is below √(1/4n) = 0.11 %.
            let share = Double(gaps.count { $0 > limit }) / Double(gaps.count)
            #expect(abs(share - exp(-2 * limit)) < 0.0045)
        }
    }

    @Test("on and off take turns, beginning with on")
    func onOff() {
        let process = ArrivalProcess.onOff(rate: 20, on: .seconds(60), off: .seconds(240), for: .seconds(30_000))
        let times = times([process])
        #expect(times.allSatisfy { $0 % 300_000_000_000 < 60_000_000_000 })
        #expect(zip(times, times.dropFirst()).allSatisfy(<=))
        expectPoisson(times.count, 120_000)
        #expect(process.expectedCount == 120_000)
        for count in counts(times, 100, of: .seconds(30_000)) { expectPoisson(count, 1200) }
    }

    @Test("the daily curve follows its cosine, hour by hour", arguments: [0.0, 0.5, 1])
    func daily(swing: Double) {
        let span = Duration.seconds(10 * 86_400)
        let times = times([.daily(mean: 0.5, swing: swing, peakHour: 15, for: span)])
        expectPoisson(times.count, 432_000)
        for (hour, count) in counts(times, 240, of: span).enumerated() {
            // The integral of 1 + swing cos(2π(h - 15)/24) over the hour.
            let angle = { (hour: Int) in 2 * Double.pi * Double(hour - 15) / 24 }
            let factor = 1 + swing * 12 / .pi * (sin(angle(hour + 1)) - sin(angle(hour)))
            expectPoisson(count, 1800 * factor)
        }
    }

    @Test("a ramp moves in a straight line", arguments: [(0.0, 4.0), (4, 0), (1, 3), (2, 2)])
    func ramp(from: Double, to: Double) {
        let span = Duration.seconds(50_000)
        let times = times([.ramp(from: from, to: to, for: span)])
        expectPoisson(times.count, (from + to) / 2 * 50_000)
        for (part, count) in counts(times, 10, of: span).enumerated() {
            expectPoisson(count, (from + (to - from) * (Double(part) + 0.5) / 10) * 5000)
        }
    }

    @Test("several processes come together in order, each as it would come alone")
    func merged() {
        let processes: [ArrivalProcess] = [
            .poisson(rate: 1, for: .seconds(500)), .poisson(rate: 1, for: .seconds(500)),
            .burst(count: 5, at: .seconds(100)), .constant(rate: 0.5, for: .seconds(300)),
        ]
        let merged = times(processes)
        #expect(zip(merged, merged.dropFirst()).allSatisfy(<=))
        #expect(merged.count { $0 == 100_000_000_000 } >= 5)
        // The first of several has the same stream as alone, and two equal ones have streams of their own.
        let alone = times([processes[0]])
        #expect(Set(alone).isSubset(of: merged))
        let poisson = times(Array(processes.prefix(2)))
        #expect(Set(poisson).count == poisson.count)
        #expect(merged.count == poisson.count + 5 + 150)
    }

    @Test("a trace in a run arrives to the nanosecond")
    func traceInRun() {
        let trace = (0..<500).map { Duration.nanoseconds(Int64($0) * 977_777_777) }
        let setup = SimulationSetup.fixed(3, load: [.trace(trace)], service: .fixed(.seconds(2)))
        #expect(SimulationResult(setup).jobs.submitted == trace.map(\.nanoseconds))
    }
}
