import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// What holds in every run, whatever the setup.
@Suite("Properties of random scenarios")
struct PropertyTests {
    /// Runs `count` scenarios from `first` on; a failure names the seed.
    private func forEach(_ seeds: Range<UInt64>, _ check: (SimulationResult, Comment) -> Void) {
        for seed in seeds { check(SimulationResult(RandomScenario.setup(seed)), "seed \(seed)") }
    }

    @Test("every job is accounted for, and its times are in order")
    func conservation() {
        forEach(0..<400) { result, seed in
            let (jobs, summary) = (result.jobs, result.summary)
            #expect(summary.submitted == summary.succeeded + summary.failed + summary.unfinished, seed)
            #expect(zip(jobs.submitted, jobs.submitted.dropFirst()).allSatisfy(<=), seed)
            let isInOrder = (0..<jobs.count).allSatisfy { index in
                let (submitted, started, finished) = (jobs.submitted[index], jobs.started[index], jobs.finished[index])
                let isStarted = started >= submitted && jobs.tasks[index] >= 0
                return switch jobs.outcome(index) {
                case .succeeded: isStarted && finished >= started && jobs.attempts[index] >= 1
                case .failed: finished >= max(submitted, started)
                case .unfinished: finished == -1 && (started == -1 || isStarted)
                }
            }
            #expect(isInOrder, seed)
            #expect((summary.drainTime == nil) == (summary.unfinished > 0 || summary.submitted == 0), seed)
        }
    }

    @Test("the counts over time add up to the times of the jobs: Little's law")
    func littlesLaw() {
        forEach(400..<700) { result, seed in
            let jobs = result.jobs
            let sum = (0..<jobs.count).reduce(0.0) { sum, index in
                let end = jobs.finished[index] >= 0 ? jobs.finished[index] : result.record.end
                return sum + Double(end - jobs.submitted[index])
            }
            #expect(abs(result.backlogArea - sum / 1e9) <= 1e-9 * max(1, sum / 1e9), seed)
        }
    }

    @Test("work with a result takes just its service times, and all work fits into the tasks' time")
    func work() {
        forEach(700..<1000) { result, seed in
            let setup = result.setup
            let sampler = ServiceSampler(setup.service, seed: RandomStream.service.seed(of: setup.seed))
            let overhead = setup.worker.overhead.nanoseconds
            let useful = (0..<result.jobs.count).reduce(Int64(0)) { sum, index in
                result.jobs.outcome(index) == .succeeded ? sum + sampler.time(of: index) + overhead : sum
            }
            let underWay = result.tasks.filter { $0.phase == .busy }
            let open = underWay.filter { result.jobs.finished[Int($0.job)] < 0 }
                .reduce(Int64(0)) { $0 + result.record.end - $1.attemptStart }
            #expect(result.record.busyTime - result.record.wastedTime == useful + open, seed)
            let ready = result.tasks.reduce(Int64(0)) { sum, task in
                guard task.ready >= 0 else { return sum }
                return sum + (task.stopped < 0 ? result.record.end : task.stopped) - task.ready
            }
            #expect(result.record.busyTime <= ready, seed)
            let idle = ready > 0 ? Double(ready - result.record.busyTime) / Double(ready) : 0
            #expect(abs(result.summary.idleShare - idle) < 1e-9, seed)
        }
    }

    @Test("desired stays within the limits after the first change, and no more tasks run than were asked for")
    func limits() {
        forEach(1000..<1300) { result, seed in
            let (limits, timeline) = (result.setup.limits, result.timeline)
            if let first = timeline.decisions.firstIndex(where: \.isChange) {
                let range = limits.minimum...limits.maximum
                #expect(timeline.decisions[first...].allSatisfy { range.contains($0.to) }, seed)
            }
            let series = timeline.series
            var asked = 0
            for index in series.at.indices {
                asked = max(asked, series.desired[index])
                let factor = result.setup.deployments.isEmpty ? 1 : 2
                #expect(series.pending[index] + series.running[index] <= factor * asked, seed)
                #expect(min(series.pending[index], series.running[index], series.visible[index]) >= 0, seed)
                #expect(series.inFlight[index] <= result.setup.queue.maximumInFlight, seed)
            }
        }
    }

    @Test("among the scenarios is every kind of trouble, so that the properties say something")
    func trouble() {
        var found: [String: Int] = [:]
        func note(_ what: String, _ count: Int) { found[what, default: 0] += min(1, count) }
        forEach(0..<400) { result, _ in
            let summary = result.summary
            note("killed", summary.killed)
            note("given back", summary.givenBack)
            note("duplicates", summary.duplicates)
            note("failed", summary.failed)
            note("unfinished", summary.unfinished)
            note("out of memory", result.tasks.count { $0.end == .outOfMemory })
            note("interruptions", result.tasks.count { $0.end == .interruption })
            note("deployments", result.tasks.count { $0.end == .deployment })
            note("scale-in", result.tasks.count { $0.end == .scaleIn })
            note("started", summary.tasksStarted)
            for quota in summary.quotas { note(quota.name, 1) }
        }
        let kinds = [
            "killed", "given back", "duplicates", "failed", "unfinished", "out of memory", "interruptions",
            "deployments",
            "scale-in", "started", "Fargate vCPU quota", "Fargate launch rate", "SQS messages in flight",
        ]
        for kind in kinds { #expect(found[kind, default: 0] >= 10, "\(kind): \(found[kind, default: 0]) of 400") }
    }

    @Test("equal setups give equal runs, and so does a setup that was written and read")
    func determinism() throws {
        for seed in UInt64(1300)..<1400 {
            let setup = RandomScenario.setup(seed)
            let result = SimulationResult(setup)
            let again = SimulationResult(try setup.roundTrip())
            #expect(result.timeline == again.timeline, "seed \(seed)")
            #expect(result.summary == again.summary, "seed \(seed)")
            #expect(result.bill == again.bill, "seed \(seed)")
        }
    }

    @Test("different seeds give different runs")
    func seeds() {
        var setup = SimulationSetup.fixed(
            3,
            load: [.poisson(rate: 0.1, for: .seconds(3600))],
            service: .exponential(mean: .seconds(20))
        )
        let jobs = (0..<20 as Range<UInt64>).map { seed in
            setup.seed = seed
            return SimulationResult(setup).jobs
        }
        #expect(Set(jobs.map(\.submitted)).count == 20)
        #expect(Set(jobs.map(\.finished)).count == 20)
    }

    @Test("another policy, or another fleet, sees the same jobs with the same durations")
    func commonRandomNumbers() {
        var setup = SimulationSetup.fixed(
            1,
            load: [.poisson(rate: 0.05, for: .seconds(7200))],
            service: .logNormal(mean: .seconds(20), deviation: .seconds(10))
        )
        let one = SimulationResult(setup).jobs
        setup.initialTasks = 50
        setup.limits = CapacityLimits(minimum: 50, maximum: 50)
        let many = SimulationResult(setup).jobs
        #expect(one.submitted == many.submitted)
        #expect(zip(one.finished, one.started).map(-) == zip(many.finished, many.started).map(-))
    }

    @Test("Sluice's workers are never killed at work, and give back only what a stop makes them give back")
    func sluiceWorkers() {
        forEach(1400..<1700) { result, seed in
            guard result.setup.worker.shutdown == .giveBack else { return }
            #expect(result.summary.killed == 0, seed)
            #expect(result.summary.duplicates == 0, seed)
            let isNeverStopped = result.setup.size.spotShare == 0 && result.setup.worker.isProtected
            if isNeverStopped { #expect(result.summary.givenBack == 0, seed) }
        }
    }

    @Test("plain workers repeat every job that outlasts the visibility timeout while another task is idle")
    func plainWorkers() {
        let setup = SimulationSetup.fixed(
            40,
            load: [.poisson(rate: 0.01, for: .seconds(86_400))],
            service: .normal(mean: .seconds(100), deviation: .seconds(5)),
            worker: .plain
        )
        // 1 job at a time on 40 tasks: each takes 100 s, and is received again after 60 s.
        let result = SimulationResult(setup)
        let last = result.jobs.count - 1
        #expect((0..<last).allSatisfy { result.jobs.attempts[$0] == 2 })
        #expect(result.summary.duplicates >= last - 2)
        #expect(result.summary.succeeded == result.jobs.count)
    }

    @Test("no task works on two jobs at once, and none before it is ready or after it has stopped")
    func oneJobAtATime() {
        forEach(1700..<1900) { result, seed in
            // Later attempts of a job are not in the log.
            var byTask: [Int32: [Int]] = [:]
            for job in 0..<result.jobs.count
            where result.jobs.attempts[job] == 1 && result.jobs.outcome(job) == .succeeded {
                byTask[result.jobs.tasks[job], default: []].append(job)
            }
            guard result.summary.givenBack + result.summary.killed == 0 else { return }
            for (task, jobs) in byTask {
                let jobs = jobs.sorted { result.jobs.started[$0] < result.jobs.started[$1] }
                let isFree = zip(jobs, jobs.dropFirst()).allSatisfy { before, after in
                    result.jobs.finished[before] <= result.jobs.started[after]
                }
                let life = result.tasks[Int(task)]
                let isAlive = jobs.allSatisfy { job in
                    result.jobs.started[job] >= life.ready
                        && (life.stopped < 0 || result.jobs.finished[job] <= life.stopped)
                }
                #expect(isFree && isAlive, seed)
            }
        }
    }
}
