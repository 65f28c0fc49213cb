/// Heart rate sampled evenly by the rules of the WFDB `tach` tool, on which event 1 of the 2013 challenge rests.
///
/// Beats are counted with fractions in a window of two output intervals; a jump of more than three times the running mean
/// deviation repeats the last value. Times are in milliseconds.
struct Tachogram {
    /// Beats per minute.
    private(set) var values: [Double] = []

    private static let ticksPerSecond = 1000.0

    /// Samples the rate `count` times between `start` and `end`.
    init(_ beats: [Double], from start: Double, to end: Double, count: Int) {
        let outputRate = Double(count) * Self.ticksPerSecond / (end - start)
        let interval = Self.ticksPerSecond / outputRate
        let inside = beats.filter { $0 >= start }
        guard inside.count >= 2 else { return }
        var lower = 0
        var upper = 1
        var deviation = 40.0
        var rate = 80.0
        for index in Int(start / interval)..<max(Int(start / interval), Int(end / interval)) {
            let left = interval * Double(index - 1)
            let right = interval * Double(index + 1)
            while inside[upper] < right {
                upper += 1
                if upper >= inside.count { return }
            }
            while inside[lower] <= left { lower += 1 }
            var next = outputRate * 30 * Self.count(inside, lower, upper, left, right, interval, start)
            let change = abs(next - rate)
            if change > 3 * deviation { next = rate }
            deviation = max(1, deviation + (change - deviation) / 20)
            rate = next
            values.append(next)
        }
    }

    private static func count(
        _ beats: [Double],
        _ lower: Int,
        _ upper: Int,
        _ left: Double,
        _ right: Double,
        _ interval: Double,
        _ start: Double
    ) -> Double {
        guard lower > 0 else { return 2 * interval / max(beats[0] - start, beats[1] - beats[0]) }
        let head = (beats[lower] - left) / (beats[lower] - beats[lower - 1])
        let tail = (beats[upper] - right) / (beats[upper] - beats[upper - 1])
        return Double(upper - lower) + head - tail
    }

    /// Event 1: mean squared difference of twelve rates between the first and last reference beat, in bpm squared; the
    /// first two do not count, and a rate that is missing counts as 0.
    static func event1(reference: [Double], detected: [Double]) -> Double {
        guard let start = reference.first, let end = reference.last else { return .nan }
        let expected = Tachogram(reference, from: start, to: end, count: 12).values
        var found = Tachogram(detected, from: start, to: end, count: 12).values
        if found.count < expected.count - 1 {
            found += [Double](repeating: 0, count: expected.count - found.count)
        }
        return meanSquare(zip(expected, found).dropFirst(2).map { $0 - $1 })
    }

    static func meanSquare(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    }
}
