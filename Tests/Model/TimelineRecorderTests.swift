import SluiceModel
import Testing

@Suite("Recording a timeline")
struct TimelineRecorderTests {
    private static let start = Timestamp(seconds: 1_800_000_000)

    private func recorder() -> TimelineRecorder {
        TimelineRecorder(source: .init(kind: .measured, name: "x", title: "test"), start: Self.start)
    }

    private func after(_ seconds: Int) -> Timestamp { Self.start.advanced(by: .seconds(seconds)) }

    @Test("equal decisions in a row are one with a count; a change is one of its own")
    func decisions() {
        var recorder = recorder()
        func decision(_ second: Int64, from: Int, to: Int) -> Timeline.Decision {
            .init(
                at: Timestamp(seconds: second),
                from: from,
                to: to,
                reasons: [.init(kind: "quiet", text: "\(second)")]
            )
        }
        for second in 1...5 { recorder.note(decision(Int64(second), from: 1, to: 1)) }
        recorder.note(decision(6, from: 1, to: 3))
        recorder.note(decision(7, from: 3, to: 3))
        let decisions = recorder.timeline(at: after(10), jobs: []).decisions
        #expect(decisions.map(\.count) == [5, 1, 1])
        #expect(decisions[0].at == Timestamp(seconds: 1) && decisions[0].until == Timestamp(seconds: 5))
    }

    @Test("a day of seconds stays small and keeps its beginning and end")
    func series() {
        var recorder = recorder()
        for second in 0..<86_400 {
            recorder.note(visible: second, inFlight: 0, tasks: (1, 0, 1), at: after(second))
        }
        let series = recorder.timeline(at: after(86_400), jobs: []).series
        #expect((1000...2880).contains(series.at.count))
        #expect(series.visible.count == series.at.count && series.running.count == series.at.count)
        #expect(series.at.first == .epoch)
        let seconds = series.at.map { Int($0.seconds) }
        #expect(seconds == series.visible)
        #expect((series.visible.last ?? 0) > 86_000)
    }

    @Test("tasks keep their times; one that ends unasked is told")
    func tasks() throws {
        var recorder = recorder()
        recorder.taskRequested("a", at: after(1))
        recorder.taskRequested("b", at: after(2))
        recorder.taskReady("a", at: after(3))
        recorder.taskReady("a", at: after(9))
        recorder.taskStopping("a", at: after(20))
        recorder.taskEnded("a", at: after(21))
        recorder.taskEnded("b", at: after(22))
        let timeline = recorder.timeline(at: after(30), jobs: [])
        let first = try #require(timeline.tasks.first)
        #expect(first.requested == Timestamp(seconds: 1) && first.ready == Timestamp(seconds: 3))
        #expect(first.stopping == Timestamp(seconds: 20) && first.stopped == Timestamp(seconds: 21))
        #expect(first.end == "scale-in")
        #expect(timeline.tasks[1].ready == nil && timeline.tasks[1].end == "ended by itself")
        #expect(timeline.events.map(\.kind) == ["crash"])
    }

    @Test("jobs of this run are placed on their tasks; older ones are left out")
    func jobs() throws {
        var recorder = recorder()
        recorder.taskRequested("a", at: after(1))
        func status(_ random: UInt64, submitted: Int, finished: Int?) -> JobStatus {
            var generator = SeededGenerator(seed: random)
            let id = JobID(at: after(submitted), using: &generator)
            var status = JobStatus(
                request: JobRequest(id: id, input: nil, parameters: [:], submittedAt: after(submitted)),
                attempt: 1,
                startedAt: after(submitted + 2),
                task: "a",
                messageID: "m",
                leaseUntil: after(submitted + 60),
                history: []
            )
            if let finished {
                status.status = .succeeded
                status.finishedAt = after(finished)
            }
            return status
        }
        let statuses = [
            status(1, submitted: 7, finished: nil), status(2, submitted: 5, finished: 9),
            status(3, submitted: -50, finished: -40),
        ]
        let jobs = recorder.timeline(at: after(30), jobs: statuses).jobs
        #expect(jobs.map(\.submitted) == [Timestamp(seconds: 5), Timestamp(seconds: 7)])
        #expect(jobs.map(\.outcome) == [.succeeded, .unfinished])
        #expect(jobs[0].started == Timestamp(seconds: 7) && jobs[0].finished == Timestamp(seconds: 9))
        #expect(jobs[0].task == 0)
    }
}
