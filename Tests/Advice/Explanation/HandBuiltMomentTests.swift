import SluiceAdvice
import SluiceModel
import Testing

/// Every expected sentence is derived by hand from `HandBuiltTimeline`.
@Suite("Moments of timelines written by hand")
struct HandBuiltMomentTests {
    private func lines(_ explanation: Explanation) -> [String] { explanation.entries.map { "\($0.time) \($0.text)" } }

    private func at(_ seconds: Int64) -> Timestamp { HandBuiltTimeline.at(seconds) }

    @Test("a scale-out is told whole, from point to first job")
    func scaleOut() {
        // Task d is ready first, 115 - 65 = 50 s after the decision; its job was submitted at 0 and begins at 116.
        let explanation = Explanation(of: HandBuiltTimeline.burst(), at: at(70))
        #expect(
            explanation.answer
                == "It scaled from 2 to 12 tasks at +01m05s because 96 falls into +10; counted from 2 running."
        )
        #expect(
            lines(explanation) == [
                "+01m00s visible = 96 of the minute from +00m00s is the newest point that alarms see",
                "+01m05s alarm up goes from INSUFFICIENT_DATA to ALARM: visible >= 2: 96",
                "+01m05s decision: from 2 to 12 tasks",
                "+01m05s   96 falls into +10",
                "+01m05s   counted from 2 running",
                "+01m10s at this moment: 94 waiting, 2 in flight; 12 wanted, 10 starting, 2 running",
                "+01m55s task d is the first of 2 to be ready, 50.0 s after it was asked for, billed from +01m16s on",
                "+01m56s job new is the first on a new task (d); it had waited 1m56s",
                "+02m00s visible = 92 of the minute from +01m00s comes too late for this moment",
                "+02m05s the next change: from 12 to 20 tasks",
            ]
        )
    }

    @Test("no metric was published yet, and the change seconds later is named")
    func notPublished() {
        let explanation = Explanation(of: HandBuiltTimeline.burst(), at: at(59))
        #expect(
            explanation.answer
                == "It did not scale and stayed at 2 tasks because no alarm asks for a change: "
                + "no point of a metric was published yet. It scaled to 12 tasks 6.0 s later, at +01m05s."
        )
        #expect(lines(explanation).contains("+00m59s alarm up is INSUFFICIENT_DATA, as since the start"))
    }

    @Test("no alarm asks: their states are the reason")
    func quiet() {
        var timeline = HandBuiltTimeline.empty()
        timeline.metrics = [HandBuiltTimeline.point(0, 0)]
        timeline.alarms = [.init(at: at(65), alarm: "up", from: "OK", to: "INSUFFICIENT_DATA", reason: "no data")]
        timeline.decisions = [HandBuiltTimeline.decision(65, 1, 1, ["quiet": "no alarm asks for a change"])]
        let explanation = Explanation(of: timeline, at: at(600))
        #expect(
            explanation.answer
                == "It did not scale and stayed at 1 task because no alarm asks for a change: up is INSUFFICIENT_DATA."
        )
        // The point came at 60 s and none after it.
        #expect(lines(explanation).contains("+10m00s no newer point of visible for 9m00s"))
    }

    @Test("at the maximum: the limit is the reason, and repeated numbers are said to be of the first time")
    func atMaximum() {
        let explanation = Explanation(of: HandBuiltTimeline.burst(), at: at(240))
        #expect(
            explanation.answer
                == "It did not scale and stayed at 20 tasks, as first decided at +03m05s, because 96 falls into +10; "
                + "20 is the most."
        )
        let told = lines(explanation)
        #expect(
            told.contains(
                "+03m05s decision: stay at 20 tasks, 5 times until +07m05s; the numbers are of the first time"
            )
        )
        #expect(told.contains("+03m00s visible before that: 92 (+01m00s), 96 (+00m00s)"))
        #expect(told.contains("+02m05s the last change before: from 12 to 20 tasks"))
        #expect(told.contains("+08m05s the next change: from 20 to 19 tasks"))
    }

    @Test("wanted already, with no limit in sight: what the change is counted from is the reason")
    func wantedAlready() {
        var timeline = HandBuiltTimeline.empty()
        timeline.decisions = [
            HandBuiltTimeline.decision(
                125,
                12,
                12,
                ["step": "96 falls into +10", "base": "counted from 2 running", "same": "12 are wanted already"]
            )
        ]
        #expect(
            Explanation(of: timeline, at: at(130)).answer
                == "It did not scale and stayed at 12 tasks because 96 falls into +10; counted from 2 running; "
                + "12 are wanted already."
        )
    }

    @Test("a cooldown is the reason; an unknown kind is told as it is; an empty one is not")
    func cooldown() {
        var timeline = HandBuiltTimeline.empty()
        timeline.decisions = [
            HandBuiltTimeline.decision(
                130,
                4,
                4,
                [
                    "base": "counted from 4", "cooldown": "cooling down for another 90 s", "moon": "the moon is full",
                    "void": "",
                ]
            )
        ]
        #expect(
            Explanation(of: timeline, at: at(130)).answer
                == "It did not scale and stayed at 4 tasks because cooling down for another 90 s; the moon is full."
        )
    }

    @Test("a scale-in names the task, the job it was at, and the kill")
    func killed() {
        let explanation = Explanation(of: HandBuiltTimeline.scaleIn(), at: at(310))
        #expect(
            explanation.answer
                == "It scaled from 2 to 1 task at +05m00s because 1 falls into -1; counted from 2 running."
        )
        #expect(
            lines(explanation).suffix(2) == [
                "+05m01s 1 task asked to stop: b, at work on job two", "+05m31s task b was killed at work after 41 s",
            ]
        )
    }

    @Test("of a job that was tried again it is not said where")
    func retried() {
        var timeline = HandBuiltTimeline.scaleIn()
        timeline.jobs[1].attempts = 2
        timeline.jobs[1].finished = at(500)
        let told = lines(Explanation(of: timeline, at: at(310)))
        #expect(told.contains("+05m01s 1 task asked to stop: b"))
    }

    @Test("a change long ago is told as such, and a task that never came as well")
    func longAgo() {
        var timeline = HandBuiltTimeline.empty()
        timeline.decisions = [HandBuiltTimeline.decision(60, 0, 1, ["backlog": "1 job waiting"])]
        timeline.tasks = [HandBuiltTimeline.task("a", 60, billed: nil, ready: nil)]
        let explanation = Explanation(of: timeline, at: at(360))
        #expect(
            explanation.answer
                == "The last decision before it, 5m00s earlier, scaled from 0 to 1 task at +01m00s because 1 job waiting."
        )
        #expect(lines(explanation).last == "+01m00s 1 task asked for, none of which became ready")
    }

    @Test("counts alone: the change is known, why is not")
    func seriesAlone() {
        var timeline = HandBuiltTimeline.burst()
        timeline.decisions = []
        timeline.metrics = []
        timeline.alarms = []
        #expect(
            Explanation(of: timeline, at: at(70)).answer
                == "The desired count went from 2 to 12 at +01m06s; no decision was recorded, so why is not known."
        )
        #expect(
            lines(Explanation(of: timeline, at: at(30))) == [
                "+00m30s at this moment: 96 waiting, 2 in flight; 2 wanted, 0 starting, 2 running"
            ]
        )
    }

    @Test("nothing at all is told as nothing")
    func empty() {
        let explanation = Explanation(of: HandBuiltTimeline.empty(), at: at(70))
        #expect(explanation.answer == "Nothing was decided by then, and nothing ever was in this run.")
        #expect(explanation.entries.isEmpty)
    }

    @Test("a measured run shows the clock across midnight")
    func acrossMidnight() throws {
        var timeline = HandBuiltTimeline.burst()
        timeline.source.kind = .measured
        timeline.start = try #require(Timestamp(rfc3339: "2026-11-24T23:59:00Z"))
        let explanation = Explanation(of: timeline, at: try TimelineMoment.read("00:00:10", in: timeline))
        #expect(explanation.answer.hasPrefix("It scaled from 2 to 12 tasks at 00:00:05 +01m05s because"))
    }
}
