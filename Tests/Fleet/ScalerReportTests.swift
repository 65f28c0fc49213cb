import SluiceFleet
import SluiceModel
import SluiceScaling
import Testing

/// When a scaler tells what; the lines themselves are held against CloudWatch's format in Tests/Clients.
@Suite("What a scaler tells")
struct ScalerReportTests {
    private var report = ScalerReport(project: "demo")

    private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

    private func fleet(waiting: Int) -> FleetObservation {
        FleetObservation(
            queue: .init(visible: waiting, inFlight: 0),
            tasks: TaskCounts(desired: 1, pending: 0, running: 1),
            jobDuration: .seconds(30),
            isDeploying: false
        )
    }

    private mutating func look(_ seconds: Int64, waiting: Int = 0) -> ScalerLine? {
        report.succeeded(at: at(seconds), fleet(waiting: waiting), desired: 1, because: []).line
    }

    @Test("a change at once, and every five minutes that nothing changed")
    mutating func quiet() throws {
        #expect(look(0) != nil)
        #expect(look(5) == nil)
        #expect(look(10, waiting: 3)?.fleet?.observation.queue?.visible == 3)
        #expect(look(309, waiting: 3) == nil)
        let line = try #require(look(310, waiting: 3))
        #expect(line.looks == 2)
        #expect(line.json.contains(#""health":"ok""#))
    }

    @Test("while looks fail, a line every five minutes that says how many did")
    mutating func failing() throws {
        #expect(look(0) != nil)
        for second in stride(from: Int64(5), to: 300, by: 5) {
            #expect(report.failed(at: at(second), "no answer").line == nil)
        }
        let line = try #require(report.failed(at: at(300), "no answer").line)
        #expect(line.failures == 60)
        #expect(line.fleet == nil)
        #expect(line.json.contains(#""health":"failing""#))
        #expect(line.json.contains(#""Metrics":[{"Name":"ScalerFailures","Unit":"Count"}]"#))
        #expect(line.json.contains(#""ScalerFailures":60"#))
        #expect(report.failed(at: at(599), "no answer").line == nil)
        #expect(report.failed(at: at(600), "no answer").line?.failures == 2)
    }

    @Test("one that fails from its beginning says so at once")
    mutating func failingFromTheBeginning() {
        let told = report.failed(at: at(0), "no service")
        #expect(told.line?.failures == 1)
        #expect(told.isNew)
    }

    @Test("a failure is new when it is another one than the last, and its end is told")
    mutating func news() {
        #expect(report.failed(at: at(0), "no answer").isNew)
        #expect(!report.failed(at: at(5), "no answer").isNew)
        #expect(report.failed(at: at(10), "denied").isNew)
        let end = report.succeeded(at: at(15), fleet(waiting: 0), desired: 1, because: [])
        #expect(end.hasRecovered)
        #expect(end.line?.failures == 2, "those since the last line")
        #expect(!report.succeeded(at: at(20), fleet(waiting: 0), desired: 1, because: []).hasRecovered)
        #expect(report.failed(at: at(25), "denied").isNew)
    }
}
