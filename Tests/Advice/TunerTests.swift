import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation
import Testing

@Suite("Tuning")
struct TunerTests {
    private func manifest(_ text: String = "scaling: {max: 20}\n") throws -> Manifest {
        try Manifest.load(text: "name: demo\njob: {command: [x], duration: 30s}\n" + text, file: "sluice.yaml").manifest
    }

    private func tuner(_ base: Manifest, _ goal: String, load: [String], every: Duration? = nil) throws -> Tuner {
        let scenario = try Scenario.load(text: "", file: "test", changes: load)
        let setup = try SimulationSetup(base, scenario: scenario)
        return Tuner(base: base, loads: [setup], goal: try TuningGoal(goal), every: every)
    }

    @Test("a fixed fleet's cost and wait are those of the closed form")
    func closedForm() throws {
        // 10 jobs of 30 s on 5 tasks: two rounds; the second waits 30 s. A minute of 5 tasks, from the start on.
        let base = try manifest("scaling: {min: 5, max: 5}\ntask: {cpu: 4, memory: 10GiB}\n")
        let outcome = try tuner(base, "max=1m", load: ["load.burst=10"]).outcome(of: base, seeds: 1)
        #expect(outcome.wait == 30)
        #expect(outcome.peakTasks == 5)
        let fargate = 5.0 / 60 * 0.20637
        #expect(outcome.cost > fargate && outcome.cost < fargate * 1.08)
    }

    @Test("time between the loads is paid for at rest")
    func rest() throws {
        let base = try manifest("scaling: {min: 2, max: 5}\ntask: {cpu: 4, memory: 10GiB}\n")
        let once = try tuner(base, "p95=1m", load: ["load.burst=10"]).outcome(of: base, seeds: 1)
        let daily = try tuner(base, "p95=1m", load: ["load.burst=10"], every: .seconds(86_400))
            .outcome(of: base, seeds: 1)
        // Two tasks and the scaler for the rest of the day, an address for each; two receives of 20 s, and a look every 5 s.
        let compute = 2 * 0.20637 + 0.25 * 0.04048 + 0.5 * 0.004445
        let hourly = compute + 3 * 0.005 + 0.4e-6 * (2 * 180 + 720)
        #expect(abs(once.monthAtRest - hourly * 730) < 0.01)
        #expect(daily.cost - once.cost > hourly * 23.8 && daily.cost - once.cost < hourly * 24)
    }

    @Test("the frontier holds what nothing beats in both, the cheapest first, and the cheapest meets the goal")
    func frontier() throws {
        let base = try manifest()
        let tuner = try tuner(base, "p95=4m", load: ["load.burst=100"])
        let space = TuningSpace(base: base, mostTasks: 50, start: .seconds(56), parallelShare: nil)
        let outcomes = space.grid.map { tuner.outcome(of: $0, seeds: 1) }
        let frontier = TuningOutcome.frontier(outcomes)
        #expect(frontier.count > 3)
        for (cheaper, faster) in zip(frontier, frontier.dropFirst()) {
            #expect(cheaper.cost <= faster.cost && cheaper.wait > faster.wait)
        }
        for point in frontier {
            #expect(!outcomes.contains { $0.cost < point.cost && $0.wait < point.wait })
        }
        let goal = try TuningGoal("p95=4m")
        let best = try #require(TuningOutcome.cheapest(outcomes, meeting: goal))
        #expect(best.wait <= 240)
        #expect(!outcomes.contains { $0.wait <= 240 && $0.cost < best.cost })
    }

    @Test("every configuration of the space has limits in order and no more tasks than allowed")
    func space() throws {
        let base = try manifest()
        let space = TuningSpace(base: base, mostTasks: 30, start: .seconds(56), parallelShare: 0.9)
        for candidate in space.grid + space.neighbours(of: space.grid[7]) {
            #expect(candidate.scaling.minimum <= candidate.scaling.maximum)
            #expect(candidate.scaling.maximum <= 30)
            #expect(FargateSizes.allows(cpu: candidate.task.cpu, memory: candidate.task.memory))
        }
    }

    @Test("more processors shorten a job by Amdahl's law")
    func amdahl() throws {
        let base = try manifest("task: {cpu: 1, memory: 8GiB}\n")
        let space = TuningSpace(base: base, mostTasks: 5, start: .seconds(56), parallelShare: 0.9)
        let four = try #require(space.grid.first { $0.task.cpu == 4 })
        // 30 s × (0.1 + 0.9 / 4)
        #expect(abs(four.job.duration.inSeconds - 9.75) < 1e-6)
    }

    @Test("the lines to write make the manifest that was found")
    func lines() throws {
        let base = try manifest()
        let space = TuningSpace(base: base, mostTasks: 50, start: .seconds(56), parallelShare: nil)
        for found in space.grid where found != base {
            let lines = ManifestLines.changes(from: base, to: found)
            let text = "name: demo\njob: {command: [x], duration: 30s}\n" + lines + "\n"
            let read = try Manifest.load(text: text, file: "sluice.yaml").manifest
            #expect(read.scaling == found.scaling, "\(lines)")
        }
    }

    @Test("a goal needs a percentile and a time", arguments: ["2m", "p95", "p96=2m", "p95=2", "p95=2m=3"])
    func wrongGoal(text: String) {
        #expect(throws: TuningGoal.ReadingError.self) { try TuningGoal(text) }
    }
}
