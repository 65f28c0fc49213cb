import SluiceAdvice
import SluiceModel
import Testing

@Suite("Whole runs of timelines written by hand")
struct HandBuiltRunTests {
    private func lines(_ explanation: Explanation) -> [String] { explanation.entries.map { "\($0.time) \($0.text)" } }

    @Test("every change, what came of each scale-out, what was held, the longest wait")
    func whole() {
        // 1 + 1 + 1 + 5 + 1 looks; job new waited 116 s, longer than later's 111 s.
        let explanation = Explanation(of: HandBuiltTimeline.burst())
        #expect(
            explanation.answer
                == "9 decisions, of which 2 to add and 1 to remove tasks; 20 tasks at most, 3 jobs in 20m00s."
        )
        #expect(
            lines(explanation) == [
                "+01m05s alarm up goes from INSUFFICIENT_DATA to ALARM: visible >= 2: 96",
                "+01m05s from 2 to 12 tasks: 96 falls into +10; counted from 2 running",
                "+01m55s task d is the first of 2 to be ready, 50.0 s after it was asked for, billed from +01m16s on",
                "+01m56s job new is the first on a new task (d); it had waited 1m56s",
                "+01m56s job new begins after the longest wait, 1m56s",
                "+02m05s from 12 to 20 tasks: 96 falls into +10; counted from 11 running; 20 is the most",
                "+03m00s task e is the first of 1 to be ready, 55.0 s after it was asked for, billed from +02m15s on",
                "+03m00s no job ever began on these tasks: they were not needed",
                "+03m05s stays at 20 tasks until +07m05s, decided 5 times: 20 is the most",
                "+08m05s from 20 to 19 tasks: 0 falls into -1",
            ]
        )
    }

    @Test("killed work and quotas are told at their time")
    func events() {
        var timeline = HandBuiltTimeline.scaleIn()
        timeline.events.insert(.init(at: HandBuiltTimeline.at(120), kind: "quota", text: "vCPU quota"), at: 0)
        let told = Explanation(of: timeline).entries.filter { ["quota", "killed"].contains($0.kind) }
        #expect(told.map(\.at) == [120, 331])
    }

    @Test("more events than anyone reads are counted, not dropped")
    func manyEvents() {
        var timeline = HandBuiltTimeline.empty()
        timeline.events = (0..<203).map { .init(at: HandBuiltTimeline.at($0), kind: "quota", text: "\($0)") }
        let told = Explanation(of: timeline).entries
        #expect(told.count == 201)
        #expect(told.last?.text == "and 3 events more from here on")
    }

    @Test("long reasons lose what says least, so that a line stays a line")
    func longReasons() {
        var timeline = HandBuiltTimeline.empty()
        let step = "policy \(String(repeating: "x", count: 70)): 96 falls into the step +10"
        timeline.decisions = [
            HandBuiltTimeline.decision(
                65,
                2,
                20,
                ["step": step, "base": "counted from 2 running", "limit": "20 is the most"]
            )
        ]
        let line = Explanation(of: timeline).entries.first?.text
        #expect(line == "from 2 to 20 tasks: \(step); 20 is the most")
    }

    @Test("counts alone: changes of the desired count, without a reason")
    func seriesAlone() {
        var timeline = HandBuiltTimeline.empty()
        timeline.series.append(at: HandBuiltTimeline.at(0), visible: 4, inFlight: 0, tasks: (0, 0, 0))
        timeline.series.append(at: HandBuiltTimeline.at(60), visible: 4, inFlight: 0, tasks: (1, 1, 0))
        let explanation = Explanation(of: timeline)
        #expect(explanation.answer == "Nothing was decided in this run.")
        #expect(lines(explanation) == ["+01m00s from 0 to 1 task, why is not recorded"])
    }

    @Test("nothing at all is told as nothing")
    func empty() {
        let explanation = Explanation(of: HandBuiltTimeline.empty())
        #expect(explanation.answer == "Nothing was decided in this run.")
        #expect(explanation.entries.isEmpty)
    }

    @Test(
        "a moment outside is refused with the range; a simulation has no clock",
        arguments: [
            ("21m", "'21m' is outside of the run, which lasts from 0s to 20m"),
            ("-0:10", "'-0:10' is no time: write 25m (after the start), 14:05 or 14:05:30 (UTC), or an RFC 3339 time"),
        ]
    )
    func outside(text: String, message: String) {
        #expect(throws: TimelineMoment.ReadingError(description: message)) {
            try TimelineMoment.read(text, in: HandBuiltTimeline.empty())
        }
    }

    @Test("an instant centuries away is refused, not a crash")
    func centuriesAway() throws {
        var timeline = HandBuiltTimeline.empty(.measured)
        timeline.start = try #require(Timestamp(rfc3339: "2026-11-24T14:00:00Z"))
        let message =
            "'1700-01-01T00:00:00Z' is outside of the run, which lasts from 0s to 20m "
            + "(2026-11-24T14:00:00.000Z to 2026-11-24T14:20:00.000Z)"
        #expect(throws: TimelineMoment.ReadingError(description: message)) {
            try TimelineMoment.read("1700-01-01T00:00:00Z", in: timeline)
        }
    }
}
