import SluiceFetalHeartRate
import Testing

@Suite("Real recordings", .enabled(if: OpenRecords.arePresent, "the open recordings lie beside the repository"))
struct OpenRecordTests {
    struct Figures: Sendable {
        var name: String
        var duration: Double
        var referenceCount: Int
        var detectedCount: Int
        var matched: Int
        var lag: Double
        var timingError: Double
        var rateError: Double
        var withinFive: Double
        var event1: Double
        var event2: Double
        var event2Percent: Double
    }

    /// Computed by a scorer whose event figures equal those of the WFDB tools `tach` and `mxm`.
    static let figures = [
        Figures(
            name: "a01",
            duration: 60,
            referenceCount: 145,
            detectedCount: 145,
            matched: 144,
            lag: 0.0,
            timingError: 0.38888888888909584,
            rateError: 0.12578401636150016,
            withinFive: 1.0,
            event1: 9.42619183564399e-05,
            event2: 0.7546154281781139,
            event2Percent: 0.18292475533238234
        ),
        Figures(
            name: "a06",
            duration: 60,
            referenceCount: 160,
            detectedCount: 156,
            matched: 140,
            lag: 0.9999999999976694,
            timingError: 1.3500000000010504,
            rateError: 4.085087656366253,
            withinFive: 0.8135593220338984,
            event1: 37.90162011910347,
            event2: 35.62556168204637,
            event2Percent: 9.547786047751684
        ),
        Figures(
            name: "a54",
            duration: 60,
            referenceCount: 37,
            detectedCount: 33,
            matched: 32,
            lag: 0.0,
            timingError: 0.5000000000000004,
            rateError: 0.27909787416500154,
            withinFive: 1.0,
            event1: 3371.5571195258003,
            event2: 2439.044912408495,
            event2Percent: 127.72928985745203
        ),
        Figures(
            name: "r08",
            duration: 300,
            referenceCount: 651,
            detectedCount: 654,
            matched: 651,
            lag: 1.0000000000047748,
            timingError: 0.8310291858680457,
            rateError: 0.6246513438586521,
            withinFive: 0.9648829431438127,
            event1: 3.6681378892174967,
            event2: 19.163498388851686,
            event2Percent: 4.190655934033089
        ),
    ]

    @Test("the scorer gives the published figures for the same beats", arguments: figures)
    func scorer(expected: Figures) throws {
        let score = BeatScore.compare(
            reference: try OpenRecords.reference(expected.name),
            detected: try OpenRecords.otherDetections(expected.name),
            duration: expected.duration
        )
        #expect(score.referenceCount == expected.referenceCount)
        #expect(score.detectedCount == expected.detectedCount)
        #expect(score.matched == expected.matched)
        #expect(abs(score.lag - expected.lag) < 1e-6)
        #expect(abs(score.timingError - expected.timingError) < 1e-6)
        #expect(abs(score.rateError - expected.rateError) < 1e-6)
        #expect(abs(score.withinFive - expected.withinFive) < 1e-6)
        #expect(abs(score.event1 - expected.event1) < 1e-6)
        #expect(abs(score.event2 - expected.event2) < 1e-6)
        #expect(abs(score.event2Percent - expected.event2Percent) < 1e-6)
    }

    @Test(
        "fetal beats are found in real recordings, easy and hard",
        arguments: [("a01", 0.99), ("a06", 0.97), ("a10", 0.98), ("a28", 0.98), ("r09", 0.995)]
    )
    func detection(name: String, threshold: Double) throws {
        let recording = try Recording.read(path: OpenRecords.header(name))
        let result = try FetalHeartRateAnalysis.run(recording)
        let score = BeatScore.compare(
            reference: try OpenRecords.reference(name),
            detected: result.beats.fetal,
            duration: recording.duration
        )
        #expect(score.f1 >= threshold)
        #expect(abs(score.lag) < 20)
        #expect(result.summary.fetalCoverage > 0.95)
    }

    @Test("a record is the same read from its header, its samples, or as a table")
    func equalForms() throws {
        let path = OpenRecords.header("a01")
        let recording = try Recording.read(path: path)
        #expect(recording.channels.count == 4 && recording.sampleCount == 60000)
        #expect(recording.channels.contains { $0.contains(where: \.isNaN) })
        let other = try Recording.read(path: String(path.dropLast(3)) + "dat")
        #expect(other.channels.map { $0.map(\.bitPattern) } == recording.channels.map { $0.map(\.bitPattern) })
        var text = "time_s,ch1_uV,ch2_uV,ch3_uV,ch4_uV\n"
        for index in 0..<recording.sampleCount {
            text += FixedDecimal.text(Double(index) / 1000, 3)
            for channel in recording.channels {
                text += channel[index].isNaN ? "," : "," + FixedDecimal.text(channel[index], 1)
            }
            text += "\n"
        }
        let table = try Recording.read(bytes: Array(text.utf8), name: "a01.csv")
        #expect(table.samplingRate == 1000)
        for (left, right) in zip(table.channels, recording.channels) {
            #expect(zip(left, right).allSatisfy { abs($0 - $1) < 1e-9 || ($0.isNaN && $1.isNaN) })
        }
    }

    @Test("a missing file is reported by its path")
    func missing() {
        let error = #expect(throws: RecordingError.self) { try Recording.read(path: "/nowhere/x.hea") }
        #expect(error?.description.contains("/nowhere/x.hea") == true)
    }
}
