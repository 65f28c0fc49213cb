import SluiceAdvice
import SluiceModel
import SluiceScaling
import SluiceSimulation
import Testing

@Suite("Explanations")
struct ExplanationTests {
    /// The original's policy, a hundred jobs of 30 s at once, two tasks at the start.
    private func burst(_ change: (inout SimulationSetup) -> Void = { _ in }) -> Timeline {
        var setup = SimulationSetup(
            name: "fhr",
            title: "steps",
            load: [.burst(count: 100, at: .zero)],
            service: .fixed(.seconds(30)),
            policies: [.steps(.original)],
            limits: CapacityLimits(minimum: 1, maximum: 20),
            initialTasks: 2
        )
        setup.platform.startSpread = 0
        setup.platform.startBase = .seconds(50)
        setup.platform.pullRate = 1e15
        change(&setup)
        return SimulationResult(setup).timeline
    }

    private func texts(_ explanation: Explanation) -> [String] { explanation.entries.map(\.text) }

    @Test("why it scaled: point, alarm, step, base, first task, first job")
    func scaleOut() throws {
        // Sample at 0:30 with 96 or so waiting, point at 1:00, evaluation at 1:05, ten tasks ready at 1:55.
        let explanation = Explanation(of: burst(), at: Timestamp(seconds: 70))
        #expect(explanation.answer.contains("It scaled from 2 to 12 tasks at +01m05s"))
        #expect(explanation.answer.contains("falls into the step +10"))
        #expect(explanation.answer.contains("counted from 2 running"))
        let story = texts(explanation)
        #expect(story.contains { $0.contains("alarm steps-upper goes from INSUFFICIENT_DATA to ALARM: visible >= 2") })
        #expect(story.contains { $0.contains("is the first of 10 to be ready, 50.0 s after it was asked for") })
        #expect(story.contains { $0.contains("is the first on a new task") && $0.contains("had waited 1m55s") })
        #expect(explanation.entries.map(\.at) == explanation.entries.map(\.at).sorted())
    }

    @Test("why it did not: nothing is published yet")
    func tooEarly() {
        let explanation = Explanation(of: burst(), at: Timestamp(seconds: 40))
        #expect(explanation.answer.contains("It did not scale and stayed at 2 tasks"))
        #expect(texts(explanation).contains { $0.contains("no point of visible is published yet") })
        #expect(texts(explanation).contains { $0.contains("comes too late for this moment") })
        #expect(texts(explanation).contains { $0.contains("the next change: from 2 to 12 tasks") })
    }

    @Test("why it did not: at the maximum, wanted already")
    func atMaximum() {
        let explanation = Explanation(of: burst(), at: Timestamp(seconds: 240))
        #expect(explanation.answer.contains("It did not scale and stayed at 20 tasks"))
        #expect(explanation.answer.contains("20 is the most (scaling.max)"))
    }

    @Test("a scale-in that killed a busy task names it")
    func killed() throws {
        let timeline = burst { setup in
            setup.load = [.poisson(rate: 0.2, for: .seconds(7200))]
            setup.worker = .plain
            setup.queue.visibility = .seconds(200)
        }
        let killed = try #require(timeline.events.first { $0.kind == "killed" })
        let explanation = Explanation(of: timeline, at: killed.at.advanced(by: .seconds(1)))
        #expect(explanation.answer.contains("falls into the step -1"))
        #expect(texts(explanation).contains { $0.contains("was killed at work after") })
    }

    @Test("a cooldown is named with what is left of it")
    func cooldown() {
        let timeline = burst { setup in
            var steps = StepPolicy.original
            steps.cooldown = .seconds(150)
            setup.policies = [.steps(steps)]
        }
        let explanation = Explanation(of: timeline, at: Timestamp(seconds: 130))
        #expect(explanation.answer.contains("an equal or larger scale-out is cooling down for another 90 s"))
    }

    @Test("the whole run: every change, the first task of each scale-out, what was held, the longest wait")
    func wholeRun() {
        let explanation = Explanation(of: burst())
        #expect(explanation.answer.contains("2 to add and 19 to remove tasks; 20 tasks at most, 100 jobs in"))
        let story = texts(explanation)
        #expect(story.count { $0.hasPrefix("from ") } == 21)
        #expect(story.contains { $0.hasPrefix("stays at 20 tasks until") })
        #expect(story.contains { $0.contains("begins after the longest wait") })
    }

    @Test("a run without decisions, or with nothing at all, is said to be so")
    func empty() {
        let nothing = Timeline(source: .init(kind: .measured, name: "x", title: ""))
        #expect(Explanation(of: nothing).answer == "Nothing was decided in this run.")
        #expect(Explanation(of: nothing, at: .epoch).answer.contains("nothing ever was in this run"))
    }

    @Test("a measured run shows the clock's time too")
    func clock() throws {
        var timeline = burst()
        timeline.source.kind = .measured
        timeline.start = try #require(Timestamp(rfc3339: "2026-11-24T14:00:00Z"))
        let explanation = Explanation(of: timeline, at: try TimelineMoment.read("14:01:10", in: timeline))
        #expect(explanation.answer.contains("at 14:01:05 +01m05s"))
    }
}

@Suite("Moments of a run")
struct TimelineMomentTests {
    private func timeline() throws -> Timeline {
        var timeline = Timeline(
            source: .init(kind: .measured, name: "x", title: ""),
            start: try #require(Timestamp(rfc3339: "2026-11-24T23:30:00Z"))
        )
        timeline.length = .seconds(3600)
        return timeline
    }

    @Test(
        "offsets, clock times across midnight and full times",
        arguments: [
            ("0s", 0), ("25m", 1500), ("1h", 3600), ("23:30", 0), ("23:45:30", 930), ("00:10", 2400),
            ("2026-11-25T00:00:00Z", 1800),
        ] as [(String, Int64)]
    )
    func moments(text: String, seconds: Int64) throws {
        #expect(try TimelineMoment.read(text, in: timeline()) == Timestamp(seconds: seconds))
    }

    @Test(
        "what is no moment of the run is refused",
        arguments: [
            ("61m", "outside"), ("22:00", "outside"), ("noon", "is no time"), ("25:00", "is no time"),
            ("12", "is no time"),
        ]
    )
    func refused(text: String, message: String) throws {
        let timeline = try timeline()
        do throws(TimelineMoment.ReadingError) {
            _ = try TimelineMoment.read(text, in: timeline)
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.description.contains(message))
        }
    }
}
