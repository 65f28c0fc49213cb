import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation
import Testing

@Suite("From manifest and scenario to a run")
struct ForecastTests {
    private static let manifest = "name: demo\njob: {command: [x], duration: 30s}\nscaling: {min: 1, max: 8}\n"

    private func setup(
        _ changes: [String],
        scenario: String = "",
        manifest: String = manifest
    ) throws -> SimulationSetup {
        let manifest = try Manifest.load(text: manifest, file: "sluice.yaml").manifest
        return try SimulationSetup(
            manifest,
            scenario: try Scenario.load(text: scenario, file: "scenario.yaml", changes: changes)
        )
    }

    @Test("the load is what flags and file say, and both come")
    func load() throws {
        let setup = try setup(["load.burst=7", "load.rate=300/min", "load.for=2h"])
        #expect(setup.load == [.burst(count: 7, at: .zero), .poisson(rate: 5, for: .seconds(7200))])
        let ramp = try self.setup([], scenario: "load: {rate: 1/s, shape: ramp, to: 10/s, for: 10m}\n")
        #expect(ramp.load == [.ramp(from: 1, to: 10, for: .seconds(600))])
    }

    @Test("durations scatter as the scenario says, around the manifest's")
    func service() throws {
        #expect(try setup(["load.burst=1"]).service == .fixed(.seconds(30)))
        let scattered = try setup(["load.burst=1", "service.distribution=logNormal", "service.deviation=10s"])
        #expect(scattered.service == .logNormal(mean: .seconds(30), deviation: .seconds(10)))
        let own = try setup(["load.burst=1", "service.distribution=exponential", "service.mean=2s"])
        #expect(own.service == .exponential(mean: .seconds(2)))
    }

    @Test("a plain worker gives up after the manifest's retries, by the queue's count")
    func plainWorker() throws {
        let setup = try setup(["load.burst=1", "worker.kind=plain", "worker.heartbeat=true"])
        #expect(!setup.worker.isProtected && !setup.worker.countsAttempts && setup.worker.sendsHeartbeats)
        #expect(setup.queue.maximumReceives == 4)
    }

    @Test("a fleet of fixed size is simulated without a policy")
    func fixed() throws {
        let setup = try setup(["load.burst=1"], manifest: Self.manifest.replacing("max: 8", with: "max: 1"))
        #expect(setup.policies.isEmpty && setup.initialTasks == 1)
    }

    @Test(
        "a scenario that makes no sense is refused with its place",
        arguments: [
            ("", "scenario.yaml: error: load: there is no load"),
            ("load: {rate: 1/s, shape: ramp}\n", "load.to: a ramp needs the rate at its end"),
            ("load: {burst: 1}\nservice: {distribution: empirical}\n", "service.file: empirical durations need a file"),
            ("load: {burst: 1}\ndeployAt: [soon]\n", "scenario.yaml:2:1: error: deployAt: 'soon' is no time"),
            ("load: {bursts: 1}\n", "scenario.yaml:1:8: error: load.bursts: unknown key; did you mean 'burst'?"),
            ("load: {rate: 5}\n", "expected a rate such as 5/s, 300/min or 1000/h, found '5'"),
            ("load: {rate: 1000000/s, for: 1h}\n", "too many"),
        ]
    )
    func refusals(text: String, message: String) {
        do {
            _ = try setup([], scenario: text)
            Issue.record("nothing was thrown")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }

    @Test("a manifest's run is the engine's: the original's first burst is answered after two minutes")
    func original() throws {
        var setup = try setup(["load.burst=100"])
        setup.policies = [.steps(.original)]
        setup.limits = CapacityLimits(minimum: 1, maximum: 20)
        let run = SimulationResult(setup).summary
        // Sample at 30 s, point at 60 s, evaluation at 65 s, start 56 s: about 121 s.
        #expect((110...130).contains(run.firstNewTask ?? 0))
        #expect(run.succeeded == 100 && run.peakTasks <= 20)
    }
}

@Suite("Thresholds")
struct ThresholdTests {
    private func run() -> SimulationSummary {
        // Ten jobs of 30 s on five tasks: half of them wait 30 s.
        let setup = SimulationSetup(
            load: [.burst(count: 10, at: .zero)],
            service: .fixed(.seconds(30)),
            limits: .init(minimum: 5, maximum: 5)
        )
        return SimulationResult(setup).summary
    }

    @Test(
        "each is measured and compared",
        arguments: [
            ("p95 wait < 31s", true), ("p95 wait < 30s", false), ("p95 wait <= 30s", true), ("p50 wait <= 0s", true),
            ("max total < 1m", false), ("drain <= 1m", true), ("cost < 2 USD", true), ("cost > 1", false),
            ("cost per 1000 < 100 USD", true), ("failed <= 0", true), ("killed < 1", true), ("tasks >= 5", true),
            ("duplicates > 0", false), ("mean wait < 15.1s", true),
        ]
    )
    func holds(text: String, isHeld: Bool) throws {
        #expect(try Threshold(text).holds(for: run()) == isHeld)
    }

    @Test(
        "what is none is refused",
        arguments: [
            "p95 wait", "p95 wait<5m", "p96 wait < 5m", "speed > 3", "p95 wait < 5", "cost < 2 EUR", "failed < few",
        ]
    )
    func refused(text: String) {
        #expect(throws: Threshold.ReadingError.self) { try Threshold(text) }
    }

    @Test("a wait is not held by a run that left jobs undone")
    func unfinished() throws {
        var setup = SimulationSetup(
            load: [.burst(count: 10, at: .zero)],
            service: .fixed(.seconds(30)),
            limits: .init(minimum: 1, maximum: 1)
        )
        setup.limit = .seconds(60)
        let run = SimulationResult(setup).summary
        #expect(run.unfinished > 0)
        #expect(try !Threshold("p95 wait < 1d").holds(for: run))
    }
}

@Suite("Columns of numbers")
struct NumberColumnTests {
    @Test("a trace in seconds counts from the start, one of clock times from its first")
    func arrivals() throws {
        #expect(try NumberColumn.arrivals("0\n2.5\n1\n") == [.zero, .seconds(1), .milliseconds(2500)])
        let clock = "submitted,id\n2026-01-01T10:00:05Z,b\n2026-01-01T10:00:00Z,a\n"
        #expect(try NumberColumn.arrivals(clock) == [.zero, .seconds(5)])
        #expect(try NumberColumn.arrivals("id,submitted\n7,3\n8,4\n") == [.seconds(3), .seconds(4)])
        #expect(
            try NumberColumn.arrivals("# made by hand\n\n1767261600.5\n1767261601\n") == [.zero, .milliseconds(500)]
        )
    }

    @Test("durations keep their order")
    func durations() throws {
        #expect(try NumberColumn.durations("seconds\n3\n\"1.5\"\n") == [.seconds(3), .milliseconds(1500)])
    }

    @Test("what cannot be read is named with its line", arguments: [("1\nx\n", 2), ("", 1), ("a,submitted\n1\n", 2)])
    func wrong(text: String, line: Int) {
        do throws(NumberColumn.ReadingError) {
            _ = try NumberColumn.arrivals(text)
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.line == line)
        }
    }
}

@Suite("Values for people")
struct ValueTextTests {
    @Test(
        "times",
        arguments: [
            (0.0, "0 s"), (0.345, "0.35 s"), (12.44, "12.4 s"), (59.97, "1m00s"), (272, "4m32s"), (7500, "2h05m"),
            (273_600, "3d04h"),
        ]
    )
    func times(seconds: Double, text: String) {
        #expect(SpanText.seconds(seconds) == text)
    }

    @Test("money", arguments: [(12.4, "12.40"), (0.3562, "0.356"), (0.00213, "0.0021"), (0, "0.00"), (-1.5, "-1.50")])
    func money(dollars: Double, text: String) {
        #expect(MoneyText.dollars(dollars) == text)
    }
}
