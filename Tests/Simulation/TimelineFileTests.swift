import SluiceModel
import SluiceScaling
import Testing

@testable import SluiceSimulation

/// The timeline of a run as a file.
@Suite("Timeline files")
struct TimelineFileTests {
    /// A run with something of everything: alarms, decisions, deployments, interruptions, quotas, failures.
    private func timeline() -> Timeline {
        var setup = RandomScenario.setup(11)
        setup.load = [.poisson(rate: 0.05, for: .seconds(3600)), .burst(count: 40, at: .seconds(60))]
        setup.policies = [
            .steps(StepPolicy(steps: [.init(upper: 0, change: -1), .init(lower: 1, change: 2)])),
            .backlog(BacklogPolicy(target: 2)),
        ]
        setup.limits = CapacityLimits(minimum: 0, maximum: 6)
        setup.size.spotShare = 0.5
        setup.faults.interruptionsPerHour = 3
        setup.deployments = [.seconds(900)]
        setup.platform.processorQuota = setup.size.cpu * 5
        setup.limit = .seconds(7200)
        return SimulationResult(setup).timeline
    }

    private func rounded(_ time: Timestamp) -> Timestamp {
        Timestamp(nanoseconds: (time.nanoseconds + 500).flooredQuotient(by: 1000) * 1000)
    }

    /// The timeline with every time rounded to microseconds.
    private func rounded(_ timeline: Timeline) -> Timeline {
        var timeline = timeline
        timeline.length = Timestamp.epoch.duration(to: rounded(Timestamp.epoch.advanced(by: timeline.length)))
        timeline.series.at = timeline.series.at.map(rounded)
        for index in timeline.metrics.indices {
            timeline.metrics[index].at = rounded(timeline.metrics[index].at)
            timeline.metrics[index].availableAt = rounded(timeline.metrics[index].availableAt)
        }
        for index in timeline.alarms.indices { timeline.alarms[index].at = rounded(timeline.alarms[index].at) }
        for index in timeline.decisions.indices {
            timeline.decisions[index].at = rounded(timeline.decisions[index].at)
            timeline.decisions[index].until = rounded(timeline.decisions[index].until)
        }
        for index in timeline.tasks.indices {
            timeline.tasks[index].requested = rounded(timeline.tasks[index].requested)
            timeline.tasks[index].billed = timeline.tasks[index].billed.map(rounded)
            timeline.tasks[index].ready = timeline.tasks[index].ready.map(rounded)
            timeline.tasks[index].stopping = timeline.tasks[index].stopping.map(rounded)
            timeline.tasks[index].stopped = timeline.tasks[index].stopped.map(rounded)
        }
        for index in timeline.jobs.indices {
            timeline.jobs[index].submitted = rounded(timeline.jobs[index].submitted)
            timeline.jobs[index].started = timeline.jobs[index].started.map(rounded)
            timeline.jobs[index].finished = timeline.jobs[index].finished.map(rounded)
        }
        for index in timeline.events.indices { timeline.events[index].at = rounded(timeline.events[index].at) }
        return timeline
    }

    @Test("a timeline written and read is the same to a microsecond")
    func roundTrip() throws {
        let timeline = timeline()
        #expect(!timeline.metrics.isEmpty && !timeline.alarms.isEmpty && !timeline.events.isEmpty)
        #expect(timeline.decisions.contains { $0.count > 1 } && timeline.decisions.contains(where: \.isChange))
        #expect(
            timeline.tasks.contains(where: \.isSpot) && timeline.tasks.contains { $0.ready == nil || $0.end != nil }
        )
        let read = try TimelineFile(timeline).roundTrip().timeline()
        #expect(read == rounded(timeline))
        // Once rounded, nothing changes any more.
        #expect(try TimelineFile(read).roundTrip().timeline() == read)
    }

    @Test("every random scenario survives the file", arguments: UInt64(2000)..<2040)
    func scenarios(seed: UInt64) throws {
        let timeline = SimulationResult(RandomScenario.setup(seed)).timeline
        #expect(try TimelineFile(timeline).roundTrip().timeline() == rounded(timeline))
    }

    @Test("another format is refused by its name")
    func otherFormat() {
        var file = TimelineFile(timeline())
        file.format = "sluice-timeline/2"
        #expect(throws: TimelineFile.ReadingError.format("sluice-timeline/2")) { try file.timeline() }
    }

    @Test("columns of unequal length are refused, whichever they are")
    func unequalColumns() {
        let cuts: [(String, (inout TimelineFile) -> Void)] = [
            ("series", { $0.series.at.removeLast() }), ("series", { $0.series.running.removeLast() }),
            ("series", { $0.series.visible.append(1) }), ("metrics", { $0.metrics.value.removeLast() }),
            ("metrics", { $0.metrics.availableAt.append(1) }), ("tasks", { $0.tasks.end.removeLast() }),
            ("tasks", { $0.tasks.id.removeLast() }), ("tasks", { $0.tasks.isSpot.append(true) }),
            ("jobs", { $0.jobs.submitted.removeLast() }), ("jobs", { $0.jobs.task.append(nil) }),
            ("jobs", { $0.jobs.outcome.removeLast() }),
        ]
        let timeline = timeline()
        for (table, cut) in cuts {
            var file = TimelineFile(timeline)
            cut(&file)
            #expect(throws: TimelineFile.ReadingError.columns(table)) { try file.timeline() }
        }
    }

    @Test("times that no clock reaches do not stop the reader")
    func hugeTimes() throws {
        var file = TimelineFile(timeline())
        file.length = 1e300
        file.series.at[0] = -1e300
        let read = try file.timeline()
        #expect(read.length > .seconds(1_000_000_000))
    }
}
