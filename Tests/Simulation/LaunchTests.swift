import SluiceModel
import Testing

@testable import SluiceSimulation

/// What Fargate allows: launch rates and start-up times.
@Suite("Launches")
struct LaunchTests {
    private static let second: Int64 = 1_000_000_000

    @Test("a hundred tasks at once, then twenty a second")
    func burst() {
        var bucket = TokenBucket(burst: 100, rate: 20)
        let times = (0..<300).map { _ in bucket.take(at: 0) }
        #expect(times == (0..<300).map { Int64(max(0, $0 - 99)) * Self.second / 20 })
    }

    @Test("the bucket fills again at its rate, and never above its size")
    func refill() {
        var bucket = TokenBucket(burst: 100, rate: 20)
        for _ in 0..<100 { _ = bucket.take(at: 0) }
        // After 2 s there are 40 tokens, after an hour 100.
        let early = (0..<41).map { _ in bucket.take(at: 2 * Self.second) }
        #expect(early.prefix(40).allSatisfy { $0 == 2 * Self.second })
        #expect(early.last == 2 * Self.second + Self.second / 20)
        let late = (0..<101).map { _ in bucket.take(at: 3600 * Self.second) }
        #expect(late.prefix(100).allSatisfy { $0 == 3600 * Self.second })
        #expect(late.last == 3600 * Self.second + Self.second / 20)
    }

    @Test("a request without a token is refused, and takes none")
    func refusal() {
        var bucket = TokenBucket(burst: 5, rate: 10)
        let first = (0..<8).map { _ in bucket.takeIfReady(at: 0) }
        #expect(first == [true, true, true, true, true, false, false, false])
        let early = bucket.takeIfReady(at: Self.second / 10 - 1)
        let due = bucket.takeIfReady(at: Self.second / 10)
        #expect(!early && due)
    }

    @Test("requests above the intake's rate are reported by name")
    func requestRate() {
        let load = ArrivalProcess.constant(rate: 20_000, for: .seconds(1))
        var setup = SimulationSetup.fixed(10, load: [load], service: .fixed(.milliseconds(1)))
        #expect(SimulationResult(setup).summary.quotas.map(\.name) == ["API Gateway request rate"])
        // 5000 at once and 10,000 a second: request k comes at k/20,000 s and may at (k - 4999)/10,000 s.
        #expect(SimulationResult(setup).summary.quotas.first?.first == 9999.0 / 20_000)
        setup.platform.requestRate = 20_000
        #expect(SimulationResult(setup).summary.quotas.isEmpty)
    }

    @Test("start-up times are log-normal around the median of their image's size")
    func startTimes() {
        let platform = PlatformRules()
        #expect(platform.medianStart(imageBytes: 130e6) == .seconds(35))
        let times = (0..<100_000).map { Double(platform.startTime(of: $0, imageBytes: 130e6, seed: 9)) / 1e9 }
        // Half of them below the median, 97.5 % below median × exp(1.96 × 0.05); standard errors 0.16 % and 0.05 %.
        #expect(abs(Double(times.count { $0 < 35 }) / 100_000 - 0.5) < 0.0064)
        #expect(abs(Double(times.count { $0 < 38.603_7 }) / 100_000 - 0.975) < 0.002)
        #expect(Set(times).count > 99_000)
    }

    @Test("no task starts faster than the floor, and without a spread all start in the median time")
    func startFloor() {
        var platform = PlatformRules()
        platform.startBase = .seconds(20)
        let floor = 20 * Self.second
        let times = (0..<1000).map { platform.startTime(of: $0, imageBytes: 0, seed: 9) }
        #expect(times.allSatisfy { $0 >= floor })
        #expect(times.count { $0 == floor } > 400)
        platform.startSpread = 0
        platform.startBase = .seconds(30)
        #expect((0..<10).allSatisfy { platform.startTime(of: $0, imageBytes: 13e6, seed: 9) == 31 * Self.second })
    }
}
