import SluiceFetalHeartRate
import Testing

@Suite("Scores")
struct ScoreTests {
    private let reference = (0..<140).map { 0.2 + 0.42 * Double($0) }

    @Test("perfect detections score perfectly")
    func perfect() {
        let score = BeatScore.compare(reference: reference, detected: reference, duration: 60)
        #expect(score.f1 == 1 && score.sensitivity == 1 && score.positivePredictiveValue == 1)
        #expect(score.timingError == 0 && score.rateError == 0 && score.withinFive == 1 && score.coverage == 1)
        #expect(score.event1 == 0 && score.event2 == 0)
    }

    @Test("missed, extra and late beats are counted as such")
    func counts() {
        var detected = reference
        detected.remove(at: 50)
        detected.append(reference[80] + 0.2)
        detected[10] += 0.049
        detected[20] += 0.051
        let score = BeatScore.compare(reference: reference, detected: detected, duration: 60)
        #expect(score.referenceCount == 140 && score.detectedCount == 140 && score.matched == 138)
        #expect(score.missed == 2 && score.extra == 2)
        #expect(abs(score.f1 - 138.0 / 140) < 1e-12)
    }

    @Test("a constant lag is reported and does not count as a timing error")
    func lag() {
        let score = BeatScore.compare(reference: reference, detected: reference.map { $0 + 0.02 }, duration: 60)
        #expect(abs(score.lag - 20) < 1e-6 && score.timingError < 1e-6 && score.f1 == 1)
    }

    @Test("of two detections near one beat only the closer one matches")
    func oneToOne() {
        let detected = (reference + [reference[5] + 0.03]).sorted()
        let score = BeatScore.compare(reference: reference, detected: detected, duration: 60)
        #expect(score.matched == 140 && score.extra == 1)
    }

    @Test("a hole in the reference and the time outside it are not judged")
    func holes() {
        let holed = reference.filter { $0 < 20 || $0 > 25 }
        let detected = reference + [-2, 70]
        let score = BeatScore.compare(reference: holed, detected: detected.sorted(), duration: 60)
        #expect(score.f1 == 1)
    }

    @Test("nothing detected is 0, and nothing to detect is no score")
    func empty() {
        let none = BeatScore.compare(reference: reference, detected: [], duration: 60)
        #expect(none.f1 == 0 && none.positivePredictiveValue == 0 && none.rateError.isNaN)
        #expect(none.event1 > 19_000)
        #expect(BeatScore.compare(reference: [], detected: reference, duration: 60).f1.isNaN)
    }

    @Test("a set is summarised by means, pooled beats and medians, and shown as a table and as JSON")
    func summary() {
        let good = BeatScore.compare(reference: reference, detected: reference, duration: 60)
        let bad = BeatScore.compare(reference: reference, detected: Array(reference[..<70]), duration: 60)
        let summary = ScoreSummary([good, good, bad])
        #expect(summary.count == 3 && summary.good == 2 && summary.poor == 1 && summary.medianF1 == 1)
        #expect(abs(summary.f1 - (2 + bad.f1) / 3) < 1e-12)
        #expect(abs(summary.grossF1 - 2.0 * 350 / (420 + 350)) < 1e-12)
        let records = [ScoredRecord(name: "a01", score: good, seconds: 0.5), ScoredRecord(name: "b", score: bad)]
        let lines = ScoreTable.text(records).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix("record") && lines[1].hasPrefix("a01") && lines[1].hasSuffix("0.50"))
        #expect(Set(lines[0...3].map(\.count)).count == 1)
        #expect(ScoreTable.json(records).contains("\"F1\":1.000000"))
    }
}
