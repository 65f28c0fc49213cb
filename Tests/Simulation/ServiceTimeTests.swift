import SluiceModel
import Testing

@testable import SluiceSimulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How long jobs take.
///
/// With 200,000 draws the standard error of a mean is deviation/447, that of a deviation about deviation/632 for normal
/// times; bounds are four of them.
@Suite("Service times")
struct ServiceTimeTests {
    private static let count = 200_000

    private func draws(_ service: ServiceTime, seed: UInt64 = 3) -> [Double] {
        let sampler = ServiceSampler(service, seed: seed)
        return (0..<Self.count).map { Double(sampler.time(of: $0)) / 1e9 }
    }

    private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, square.squareRoot())
    }

    @Test("fixed times are fixed")
    func fixed() {
        let sampler = ServiceSampler(.fixed(.nanoseconds(123_456_789)), seed: 1)
        #expect((0..<100).allSatisfy { sampler.time(of: $0) == 123_456_789 })
    }

    @Test("normal times have their mean, deviation and quantiles")
    func normal() {
        let times = draws(.normal(mean: .seconds(30), deviation: .seconds(5)))
        let (mean, deviation) = moments(times)
        #expect(abs(mean - 30) < 4 * 5 / 447)
        #expect(abs(deviation - 5) < 4 * 5 / 632)
        for (multiple, share) in [(-1.0, 0.158655), (0, 0.5), (1.6448536, 0.95)] {
            let below = Double(times.count { $0 < 30 + 5 * multiple }) / Double(Self.count)
            #expect(abs(below - share) < 4 * 0.5 / 447)
        }
    }

    @Test("normal times never fall below a millisecond")
    func normalFloor() {
        let times = draws(.normal(mean: .seconds(1), deviation: .seconds(5)))
        #expect(times.min() == 0.001)
        // Φ(-0.2) = 0.42074 of them lie at the floor.
        let share = Double(times.count { $0 == 0.001 }) / Double(Self.count)
        #expect(abs(share - 0.42074) < 4 * 0.5 / 447)
    }

    @Test("log-normal times have the mean and deviation of the times themselves", arguments: [5.0, 15, 30])
    func logNormal(deviation: Double) {
        let times = draws(.logNormal(mean: .seconds(30), deviation: .seconds(deviation)))
        let measured = moments(times)
        #expect(abs(measured.mean - 30) < 4 * deviation / 447)
        // The fourth moment makes the deviation's error larger: up to 1.2 % for these.
        #expect(abs(measured.deviation / deviation - 1) < 0.05)
        // The median of a log-normal variable with mean m and deviation s is m²/√(m² + s²).
        let median = 900 / (900 + deviation * deviation).squareRoot()
        let below = Double(times.count { $0 < median }) / Double(Self.count)
        #expect(abs(below - 0.5) < 4 * 0.5 / 447)
    }

    @Test("exponential times have their mean, deviation and tail")
    func exponential() {
        let times = draws(.exponential(mean: .seconds(20)))
        let (mean, deviation) = moments(times)
        #expect(abs(mean - 20) < 4 * 20 / 447.0)
        #expect(abs(deviation - 20) < 4 * 20 * 2 / 632.0)
        let beyond = Double(times.count { $0 > 60 }) / Double(Self.count)
        #expect(abs(beyond - exp(-3)) < 4 * 0.22 / 447)
    }

    @Test("empirical times are drawn equally often")
    func empirical() {
        let times = draws(.empirical([.seconds(1), .seconds(2), .seconds(2), .seconds(7)]))
        for (value, share) in [(1.0, 0.25), (2, 0.5), (7, 0.25)] {
            let found = Double(times.count { $0 == value }) / Double(Self.count)
            #expect(abs(found - share) < 4 * 0.5 / 447)
        }
        #expect(Set(times) == [1, 2, 7])
    }

    @Test("a job's time belongs to the job: it does not depend on the order of draws, and seeds differ")
    func perJob() {
        let service = ServiceTime.exponential(mean: .seconds(1))
        let (sampler, other) = (ServiceSampler(service, seed: 5), ServiceSampler(service, seed: 6))
        let forward = (0..<1000).map(sampler.time)
        #expect((0..<1000).reversed().map(sampler.time) == forward.reversed())
        #expect(zip(forward, (0..<1000).map(other.time)).count { $0 == $1 } == 0)
    }

    @Test("neighbouring jobs are uncorrelated")
    func correlation() {
        let times = draws(.normal(mean: .seconds(30), deviation: .seconds(5)))
        for lag in [1, 2, 64] {
            let products = zip(times, times.dropFirst(lag)).map { ($0 - 30) * ($1 - 30) / 25 }
            #expect(abs(products.reduce(0, +) / Double(products.count)) < 4 / 447.0)
        }
    }

    @Test("the mean of each kind is what it says")
    func mean() {
        #expect(ServiceTime.fixed(.seconds(7)).mean == .seconds(7))
        #expect(ServiceTime.logNormal(mean: .seconds(7), deviation: .seconds(70)).mean == .seconds(7))
        #expect(ServiceTime.empirical([.seconds(1), .seconds(2), .seconds(6)]).mean == .seconds(3))
        #expect(ServiceTime.empirical([.seconds(1), .seconds(3)]).scaled(by: 2.5).mean == .seconds(5))
    }

    @Test("random numbers are in the open interval, whatever the bits")
    func openInterval() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<100_000 {
            let unit = generator.unit()
            #expect(unit > 0 && unit < 1)
        }
    }
}
