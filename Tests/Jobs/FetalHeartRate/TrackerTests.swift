import Foundation
import SluiceFetalHeartRate
import Testing

@Suite("Beat tracking")
struct TrackerTests {
    private let rate = 500.0

    /// A detection signal with triangular peaks of given heights at given seconds.
    private func evidence(_ peaks: [(time: Double, height: Double)], seconds: Double) -> [Double] {
        var signal = [Double](repeating: 0, count: Int(seconds * rate))
        for peak in peaks {
            let center = Int((peak.time * rate).rounded())
            for offset in -15...15 where signal.indices.contains(center + offset) {
                let height = peak.height * (1 - abs(Double(offset)) / 16)
                signal[center + offset] = max(signal[center + offset], height)
            }
        }
        return signal
    }

    private func times(_ beats: [Int]) -> [Double] { beats.map { Double($0) / rate } }

    @Test("a steady rhythm is followed through a missing peak and past a false one")
    func repairs() {
        var peaks = (0..<60).map { (time: 0.3 + 0.42 * Double($0), height: 1.5) }
        let truth = peaks.map(\.time)
        peaks[20].height = 0.15
        peaks.append((truth[35] + 0.19, 1.2))
        let found = times(BeatTracker.fetal.beats(in: evidence(peaks, seconds: 26), samplingRate: rate))
        #expect(found.count == truth.count)
        for (beat, wanted) in zip(found, truth) { #expect(abs(beat - wanted) < 0.003) }
    }

    @Test("a deceleration that lengthens the interval by 40 % in 20 s is followed")
    func deceleration() {
        var truth = [0.3]
        while let last = truth.last, last < 58 {
            let dip = exp(-pow((last - 30) / 8, 2))
            truth.append(last + 0.42 * (1 + 0.5 * dip))
        }
        let found = times(
            BeatTracker.fetal.beats(in: evidence(truth.map { ($0, 1.2) }, seconds: 60), samplingRate: rate)
        )
        #expect(found.count == truth.count)
    }

    @Test("a breathing mother at 100 beats per minute is not followed at every other beat")
    func breathing() {
        var truth = [0.3]
        while let last = truth.last, last < 58 {
            let breath = sin(2 * Double.pi * last / 1.25)
            truth.append(last + 0.60 * (1 + 0.06 * breath))
        }
        let found = times(
            BeatTracker.maternal.beats(in: evidence(truth.map { ($0, 1.4) }, seconds: 60), samplingRate: rate)
        )
        #expect(found.count == truth.count)
    }

    @Test("a stretch without any peak does not cut off what lies before it")
    func silence() {
        let steady: [Double] = (0..<120).map { 0.3 + 0.42 * Double($0) }
        let truth = steady.filter { !(20...26).contains($0) }
        let found = times(
            BeatTracker.fetal.beats(in: evidence(truth.map { ($0, 1.5) }, seconds: 51), samplingRate: rate)
        )
        #expect(truth.allSatisfy { beat in found.contains { abs($0 - beat) < 0.003 } })
    }

    @Test("empty and flat signals give no beats")
    func nothing() {
        #expect(BeatTracker.fetal.beats(in: [], samplingRate: rate).isEmpty)
        #expect(BeatTracker.fetal.beats(in: [Double](repeating: 0, count: 5000), samplingRate: rate).isEmpty)
    }

    @Test("contrast and jitter tell a heart from noise")
    func rhythm() {
        let truth = (0..<60).map { 0.3 + 0.42 * Double($0) }
        let clear = evidence(truth.map { ($0, 2) }, seconds: 26)
        let beats = truth.map { Int(($0 * rate).rounded()) }
        let heart = RhythmScore(evidence: clear, beats: beats, samplingRate: rate)
        #expect(heart.contrast > 5)
        #expect(heart.jitter < 0.01)
        let shifted = RhythmScore(evidence: clear, beats: beats.map { $0 + 100 }, samplingRate: rate)
        #expect(shifted.contrast < 0)
        #expect(RhythmScore(evidence: clear, beats: [1, 2], samplingRate: rate).jitter == 9)
    }

    @Test("coincidence is 0 for unrelated rhythms and 1 for the same one")
    func coincidence() {
        let maternal = (0..<90).map { 100 + 335 * $0 }
        let fetal = (0..<140).map { 60 + 213 * $0 }
        #expect(Coincidence.share(fetal: fetal, maternal: maternal, samplingRate: rate) < 0.15)
        #expect(Coincidence.share(fetal: maternal, maternal: maternal, samplingRate: rate) > 0.99)
        let doubled = (0..<180).map { 100 + 335 * $0 / 2 }
        #expect(Coincidence.share(fetal: doubled, maternal: maternal, samplingRate: rate) > 0.99)
        #expect(Coincidence.share(fetal: [], maternal: maternal, samplingRate: rate) == 0)
    }
}
