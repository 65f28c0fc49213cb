import SluiceFetalHeartRate
import Testing

@Suite("The whole analysis, artificial recordings")
struct AnalysisTests {
    private func f1(_ reference: [Double], _ detected: [Double], _ record: SyntheticRecord) -> Double {
        BeatScore.compare(reference: reference, detected: detected, duration: record.recording.duration).f1
    }

    @Test("both hearts are found at any rate of sampling", arguments: [200.0, 360, 500, 1000, 2000])
    func bothHearts(rate: Double) throws {
        let record = SyntheticRecord(seconds: 60, rate: rate)
        let result = try FetalHeartRateAnalysis.run(record.recording)
        #expect(f1(record.fetal, result.beats.fetal, record) > 0.99)
        #expect(f1(record.maternal, result.beats.maternal, record) > 0.98)
        #expect(result.summary.fetalCoverage > 0.98)
        #expect(result.quality.count == 240 && result.fetalTrace.values.count == 240)
        let mean = 60 * Double(record.fetal.count - 1) / (record.fetal[record.fetal.count - 1] - record.fetal[0])
        #expect(abs((result.summary.fetalMean ?? 0) - mean) < 3)
    }

    @Test("the R peaks are marked where they are, within 8 ms")
    func fiducial() throws {
        let record = SyntheticRecord(seconds: 40)
        let beats = try FetalHeartRateAnalysis.beats(in: record.recording)
        let score = BeatScore.compare(reference: record.fetal, detected: beats.fetal, duration: 40)
        #expect(abs(score.lag) < 8)
        #expect(score.timingError < 2)
    }

    @Test("equal inputs give equal bytes, and progress rises to 1")
    func determinism() throws {
        let record = SyntheticRecord(seconds: 150, noise: 6).recording
        var shares: [Double] = []
        let first = try FetalHeartRateAnalysis.run(record) { share, _ in shares.append(share) }
        let second = try FetalHeartRateAnalysis.run(record)
        #expect(first.json() == second.json())
        #expect(first.ctgSVG() == second.ctgSVG())
        #expect(shares == shares.sorted() && shares.last == 1 && shares.count >= 3)
    }

    @Test("lost electrodes give a gap and no beats in it, and the rhythm goes on behind it")
    func lostSignal() throws {
        var record = SyntheticRecord(seconds: 60)
        for channel in 0..<4 {
            for index in 10000..<14000 { record.recording.channels[channel][index] = .nan }
        }
        let result = try FetalHeartRateAnalysis.run(record.recording)
        #expect(result.gaps.first == TraceGap(from: 20, to: 28, reason: .lost))
        #expect(result.gaps.dropFirst().allSatisfy { $0.from >= 28 && $0.to <= 28.5 })
        #expect(!result.beats.fetal.contains { $0 > 20.01 && $0 < 27.99 })
        let rest = record.fetal.filter { $0 < 20 || $0 > 28 }
        #expect(f1(rest, result.beats.fetal, record) > 0.97)
        #expect(abs(result.summary.fetalCoverage - 52.0 / 60) < 0.02)
    }

    @Test("a dead channel is left out, and three channels suffice")
    func deadChannel() throws {
        var record = SyntheticRecord(seconds: 60)
        record.recording.channels[1] = [Double](repeating: .nan, count: record.recording.sampleCount)
        let result = try FetalHeartRateAnalysis.run(record.recording)
        #expect(result.channels == ["ch1", "ch3", "ch4"])
        #expect(f1(record.fetal, result.beats.fetal, record) > 0.99)
    }

    @Test("sixteen channels and one are enough", arguments: [16, 1])
    func channelCounts(count: Int) throws {
        var record = SyntheticRecord(seconds: 60)
        let four = record.recording.channels
        // Mixtures of the four, no two alike.
        record.recording.channels = (0..<count).map { index in
            let weights = (0..<4).map { Double((index * 7 + $0 * 3) % 11) / 5 - 1 + ($0 == index % 4 ? 1.5 : 0) }
            return four[0].indices.map { at in (0..<4).reduce(0) { $0 + weights[$1] * four[$1][at] } }
        }
        record.recording.labels = (1...count).map { "ch\($0)" }
        let result = try FetalHeartRateAnalysis.run(record.recording)
        #expect(result.channels.count == count)
        #expect(f1(record.fetal, result.beats.fetal, record) > (count == 1 ? 0.9 : 0.99))
    }

    @Test("a scalp lead is not used, abdominal leads are chosen by name, and a choice is obeyed")
    func channelChoice() throws {
        var record = SyntheticRecord(seconds: 20).recording
        record.labels = ["Direct_1", "Abdomen_1", "Abdomen_2", "Abdomen_3"]
        #expect(try FetalHeartRateAnalysis.run(record).channels == ["Abdomen_1", "Abdomen_2", "Abdomen_3"])
        var options = FetalHeartRateAnalysis.Options()
        options.channels = [1, 4]
        #expect(try FetalHeartRateAnalysis.run(record, options: options).channels == ["Direct_1", "Abdomen_3"])
        options.channels = [5]
        #expect(throws: AnalysisError.noSuchChannel(5, available: 4)) {
            try FetalHeartRateAnalysis.run(record, options: options)
        }
    }

    @Test("noise alone gives no fetal trace")
    func noise() throws {
        let record = SyntheticRecord(seconds: 60, fetalAmplitude: 0)
        #expect(try FetalHeartRateAnalysis.run(record.recording).summary.fetalCoverage < 0.3)
    }

    @Test("what cannot be analysed is refused with the reason")
    func refusals() {
        let good = SyntheticRecord(seconds: 9).recording
        func refused(_ change: (inout Recording) -> Void) -> AnalysisError? {
            var recording = good
            change(&recording)
            return #expect(throws: AnalysisError.self) { try FetalHeartRateAnalysis.run(recording) }
        }
        #expect(refused { $0.channels = $0.channels.map { Array($0[..<2500]) } } == .tooShort(seconds: 5))
        #expect(refused { $0.samplingRate = 100 } == .samplingRate(100))
        #expect(refused { $0.channels = $0.channels.map { $0.map { _ in 3 } } } == .noSignal)
        #expect(refused { $0.channels = [] } == .tooShort(seconds: 0))
    }
}
