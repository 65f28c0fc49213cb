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

/// Fleets of fixed size against closed forms, within 1 %.
///
/// The number of jobs is chosen so that the standard error of the mean wait, measured over seeds, is about 0.4 %, and that
/// of other quantities less. Debug builds take a twenty-fifth of the jobs and allow 10 %.
@Suite("Closed forms of queueing theory")
struct ClosedFormTests {
    #if DEBUG
        private static let (thinning, tolerance) = (25, 0.1)
    #else
        private static let (thinning, tolerance) = (1, 0.01)
    #endif
    /// The mean service time of every run, which is the unit of all times here.
    private static let unit = Duration.milliseconds(10)

    /// Means over several runs of one queue, in units of the mean service time.
    private struct Measured {
        var waitedShare = 0.0
        var wait = 0.0
        var total = 0.0
        var percentiles: [String: Double] = [:]
        /// The shares of jobs that waited for more than 0.5, 1.5 and 3 service times.
        var tail = [0.0, 0.0, 0.0]
    }

    static let tailTimes = [0.5, 1.5, 3]

    /// Runs `millions` million jobs, one million with each seed.
    private func measure(
        servers: Int,
        utilisation: Double,
        _ service: ServiceTime = .exponential(mean: unit),
        millions: Int,
        firstSeed: Int = 1
    ) -> Measured {
        let unit = service.mean.inSeconds
        let rate = utilisation * Double(servers) / unit
        var sum = Measured()
        for seed in firstSeed..<firstSeed + millions {
            let span = Duration.seconds(1e6 / Double(Self.thinning) / rate)
            let setup = SimulationSetup.fixed(
                servers,
                load: [.poisson(rate: rate, for: span)],
                service: service,
                seed: UInt64(seed)
            )
            let result = SimulationResult(setup)
            let share = 1 / Double(millions)
            sum.waitedShare += result.waitedShare * share
            sum.wait += result.summary.wait.mean / unit * share
            sum.total += result.summary.total.mean / unit * share
            for name in ["p50", "p90", "p95", "p99"] {
                sum.percentiles[name, default: 0] += (result.summary.total[name] ?? 0) / unit * share
            }
            for (index, time) in Self.tailTimes.enumerated() {
                sum.tail[index] += result.waitedShare(over: Int64(time * unit * 1e9)) * share
            }
        }
        return sum
    }

    private func expect(
        _ measured: Double,
        _ exact: Double,
        _ what: Comment,
        at location: SourceLocation = #_sourceLocation
    ) {
        let error = measured / exact - 1
        #expect(abs(error) < Self.tolerance, what, sourceLocation: location)
    }

    // Daley's asymptotic variance ρ(2 + 5ρ - 4ρ² + ρ³)/(1-ρ)⁴ of M/M/1's waits gives 0.27 % and 0.32 %.
    @Test("M/M/1: waits, times in the system and their exponential distribution", arguments: [(0.5, 4), (0.8, 12)])
    func exponentialServer(utilisation: Double, millions: Int) {
        let measured = measure(servers: 1, utilisation: utilisation, millions: millions)
        expect(measured.waitedShare, utilisation, "probability of waiting")
        expect(measured.wait, utilisation / (1 - utilisation), "mean wait")
        expect(measured.total, 1 / (1 - utilisation), "mean time in the system")
        for (name, p) in [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)] {
            // The time in the system is exponential with the rate 1 - ρ.
            expect(measured.percentiles[name] ?? 0, -log(1 - p) / (1 - utilisation), "\(name) of the time")
        }
    }

    // With 20 servers few wait, and long: the standard error of the wait is 0.55 %.
    @Test(
        "M/M/c: Erlang's C and the mean wait",
        arguments: [(2, 0.5, 4), (2, 0.7, 6), (5, 0.8, 9), (20, 0.8, 20)]
    )
    func exponentialServers(servers: Int, utilisation: Double, millions: Int) {
        let measured = measure(servers: servers, utilisation: utilisation, millions: millions)
        let load = utilisation * Double(servers)
        let delay = QueueingFormulas.erlangC(servers: servers, load: load)
        expect(measured.waitedShare, delay, "Erlang's C")
        expect(measured.wait, QueueingFormulas.waitOfMMC(servers: servers, load: load, service: 1), "mean wait")
    }

    @Test("M/D/1: the mean wait after Pollaczek and Khinchine", arguments: [(0.5, 2), (0.8, 4)])
    func deterministicServer(utilisation: Double, millions: Int) {
        let measured = measure(
            servers: 1,
            utilisation: utilisation,
            .fixed(Self.unit),
            millions: millions,
            firstSeed: 1001
        )
        let exact = QueueingFormulas.waitOfMG1(utilisation: utilisation, service: 1, variationSquared: 0)
        expect(measured.wait, exact, "mean wait")
        expect(measured.total, exact + 1, "mean time in the system")
        for (time, share) in zip(Self.tailTimes, measured.tail) {
            let exact = 1 - QueueingFormulas.waitOfMD1IsAtMost(time, utilisation: utilisation)
            // Half a per cent of all jobs, because shares far out have a larger relative error.
            #expect(abs(share - exact) < Self.tolerance / 2, "more than \(time) service times")
        }
    }

    @Test(
        "M/D/c: delay, mean wait and distribution after Crommelin",
        arguments: [(2, 0.7, 3), (5, 0.8, 5), (20, 0.8, 14)]
    )
    func deterministicServers(servers: Int, utilisation: Double, millions: Int) {
        let measured = measure(
            servers: servers,
            utilisation: utilisation,
            .fixed(Self.unit),
            millions: millions,
            firstSeed: 20_001
        )
        let exact = DeterministicQueue(servers: servers, utilisation: utilisation)
        expect(measured.waitedShare, exact.delayProbability, "probability of waiting")
        expect(measured.wait, exact.wait, "mean wait")
        for (time, share) in zip(Self.tailTimes, measured.tail) {
            #expect(abs(share - (1 - exact.waitIsAtMost(time))) < Self.tolerance / 2, "more than \(time)")
        }
    }

    @Test(
        "M/G/1: the mean wait after Pollaczek and Khinchine",
        arguments: [
            (ServiceTime.logNormal(mean: unit, deviation: unit / 2), 0.25, 0.6, 3),
            (.logNormal(mean: unit, deviation: unit), 1, 0.6, 4),
            // 2, 4 and 24 ms: mean 10 ms, mean square 596/3 ms², so that the squared variation is 596/300 - 1.
            (.empirical([.milliseconds(2), .milliseconds(4), .milliseconds(24)]), 596.0 / 300 - 1, 0.7, 4),
            (.empirical([.milliseconds(5), .milliseconds(15)]), 0.25, 0.5, 2),
        ]
    )
    func generalServer(service: ServiceTime, variationSquared: Double, utilisation: Double, millions: Int) {
        let measured = measure(servers: 1, utilisation: utilisation, service, millions: millions, firstSeed: 1001)
        let exact = QueueingFormulas.waitOfMG1(
            utilisation: utilisation,
            service: 1,
            variationSquared: variationSquared
        )
        expect(measured.waitedShare, utilisation, "probability of waiting")
        expect(measured.wait, exact, "mean wait")
    }

    @Test("the formulas agree with each other and with tables")
    func formulas() {
        // Erlang C tables: 2 servers at a load of 1 erlang, 10 at 8.
        #expect(abs(QueueingFormulas.erlangC(servers: 2, load: 1) - 1 / 3.0) < 1e-12)
        #expect(abs(QueueingFormulas.erlangC(servers: 10, load: 8) - 0.4092) < 5e-5)
        for utilisation in [0.3, 0.5, 0.8] {
            let queue = DeterministicQueue(servers: 1, utilisation: utilisation)
            let mean = QueueingFormulas.waitOfMG1(utilisation: utilisation, service: 1, variationSquared: 0)
            #expect(abs(queue.wait - mean) < 1e-9)
            #expect(abs(queue.delayProbability - utilisation) < 1e-9)
            for time in [0, 0.3, 1, 2.5, 6] {
                let exact = QueueingFormulas.waitOfMD1IsAtMost(time, utilisation: utilisation)
                #expect(abs(queue.waitIsAtMost(time) - exact) < 1e-9, "at \(time)")
            }
        }
    }

    @Test("every wait is that of the recursion of Kiefer and Wolfowitz", arguments: [1, 3, 20])
    func recursion(servers: Int) {
        let service = ServiceTime.logNormal(mean: .seconds(20), deviation: .seconds(30))
        let load = ArrivalProcess.poisson(rate: 0.045 * Double(servers), for: .seconds(200_000))
        let setup = SimulationSetup.fixed(servers, load: [load], service: service, seed: 7)
        let jobs = SimulationResult(setup).jobs
        #expect(jobs.count > 8000)
        // First come, first served: a job starts when it has come and the first server is free.
        var free = [Int64](repeating: 0, count: servers)
        let sampler = ServiceSampler(service, seed: RandomStream.service.seed(of: 7))
        for index in 0..<jobs.count {
            let first = free.indices.min { free[$0] < free[$1] } ?? 0
            let start = max(jobs.submitted[index], free[first])
            free[first] = start + sampler.time(of: index)
            guard jobs.started[index] == start, jobs.finished[index] == free[first] else {
                Issue.record("job \(index) started at \(jobs.started[index]), not \(start)")
                return
            }
        }
    }
}
