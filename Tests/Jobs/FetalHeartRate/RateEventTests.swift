import SluiceFetalHeartRate
import Testing

@Suite("Accelerations and decelerations")
struct RateEventTests {
    /// Ten minutes at 140 bpm with raised cosines upon them: begin, length, height.
    private func trace(_ changes: [(from: Double, length: Double, height: Double)]) -> RateTrace {
        var values = [Double?](repeating: 140, count: 2400)
        for change in changes {
            for index in values.indices {
                let share = (Double(index) / 4 - change.from) / change.length
                guard (0..<1).contains(share), let value = values[index] else { continue }
                // A raised cosine, by its square root form: sin^2.
                let half = Self.sine(share * .pi)
                values[index] = value + change.height * half * half
            }
        }
        return RateTrace(values: values)
    }

    private static func sine(_ x: Double) -> Double {
        // Bhaskara's formula, within 0.2 %.
        16 * x * (.pi - x) / (5 * .pi * .pi - 4 * x * (.pi - x))
    }

    private func events(_ trace: RateTrace) -> [RateEvent] {
        RateEvent.all(in: trace, baseline: BaselineRate(trace))
    }

    @Test("a rise of 20 for 40 s and a fall of 30 for 60 s are found where they are")
    func both() throws {
        let found = events(trace([(100, 40, 20), (300, 60, -30)]))
        #expect(found.map(\.kind) == [.acceleration, .deceleration])
        let (rise, fall) = (found[0], found[1])
        #expect(abs(rise.peak - 120) <= 0.5 && abs(rise.amplitude - 20) < 0.5)
        #expect((100...108).contains(rise.from) && (132...140).contains(rise.to))
        #expect(abs(fall.peak - 330) <= 0.5 && abs(fall.amplitude - 30) < 0.5)
    }

    @Test(
        "what is too low, too short, too slow or too long is none",
        arguments: [(100.0, 40.0, 13.0), (100, 12, 25), (100, 120, 25)]
    )
    func none(from: Double, length: Double, height: Double) {
        let found = events(trace([(from, length, height)]))
        #expect(found == [])
    }

    @Test("a fall of more than three minutes is prolonged, and has no latest nadir")
    func prolonged() {
        let found = events(trace([(150, 260, -40)]))
        #expect(found.map(\.kind) == [.prolongedDeceleration])
        #expect((found.first.map { $0.to - $0.from } ?? 0) > 180)
    }

    @Test("a blank of two seconds is bridged, a longer one ends the event")
    func blanks() {
        var short = trace([(100, 60, -30)])
        for index in 520..<527 { short.values[index] = nil }
        let bridged = events(short)
        #expect(bridged.count == 1)
        var long = short
        for index in 440..<600 { long.values[index] = nil }
        let ended = events(long)
        #expect(ended == [])
    }

    @Test("without a baseline there are none")
    func noBaseline() {
        let found = events(RateTrace(values: [Double?](repeating: 140, count: 100)))
        #expect(found == [])
    }
}
