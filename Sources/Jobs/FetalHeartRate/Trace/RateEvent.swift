/// An acceleration or a deceleration of the fetal heart.
///
/// Source: Ayres-de-Campos, Spong and Chandraharan, "FIGO consensus guidelines on intrapartum fetal monitoring:
/// cardiotocography", 2015: 15 bpm or more in amplitude, 15 s or more from the baseline and back.
package struct RateEvent: Sendable, Equatable {
    /// Which way the rate goes, and for how long.
    package enum Kind: String, Sendable, CaseIterable {
        /// Above the baseline; its peak comes within 30 s, and it lasts less than 10 min.
        case acceleration
        /// Below the baseline for up to 3 min.
        case deceleration
        /// Below the baseline for more than 3 min.
        case prolongedDeceleration = "prolonged_deceleration"
    }

    /// What it is.
    package var kind: Kind
    /// When the rate leaves the baseline, in seconds.
    package var from: Double
    /// When it is back, in seconds.
    package var to: Double
    /// When it is farthest from the baseline, in seconds.
    package var peak: Double
    /// How far it is then, in beats per minute; positive in both directions.
    package var amplitude: Double
}

extension RateEvent {
    private static let depth = 15.0
    private static let shortest = 15.0
    /// Back at the baseline, as near as the noise of a trace allows.
    private static let home = 5.0
    private static let latestPeak = 30.0
    private static let longest = 600.0
    private static let prolonged = 180.0
    /// A blank no longer than this does not end an event: single beats are lost in any of them.
    private static let bridged = 2.0

    /// All events of a trace, in order; none without a baseline.
    package static func all(in trace: RateTrace, baseline: BaselineRate) -> [RateEvent] {
        guard let level = baseline.values else { return [] }
        let distance = bridged(zip(trace.values, level).map { value, level in value.map { $0 - level } })
        let accelerations = excursions(distance).compactMap { acceleration($0, distance) }
        let decelerations = excursions(distance.map { $0.map { -$0 } }).map { deceleration($0, distance) }
        return (accelerations + decelerations).sorted { $0.from < $1.from }
    }

    /// The whole way from home to home, and where it is farthest.
    private struct Excursion {
        var peak: Int
        var whole: Range<Int>
    }

    /// Stretches away from home that reach `depth` and last long enough.
    private static func excursions(_ distance: [Double?]) -> [Excursion] {
        var found: [Excursion] = []
        var start = 0
        while start < distance.count {
            var end = start
            while end < distance.count, let value = distance[end], value > home { end += 1 }
            let peak = (start..<end).max { (distance[$0] ?? 0) < (distance[$1] ?? 0) }
            if let peak, (distance[peak] ?? 0) >= depth, Double(end - start) >= shortest * RateTrace.rate {
                found.append(Excursion(peak: peak, whole: start..<end))
            }
            start = end + 1
        }
        return found
    }

    private static func event(_ kind: Kind, _ excursion: Excursion, _ distance: [Double?]) -> RateEvent {
        RateEvent(
            kind: kind,
            from: Double(excursion.whole.lowerBound) / RateTrace.rate,
            to: Double(excursion.whole.upperBound) / RateTrace.rate,
            peak: Double(excursion.peak) / RateTrace.rate,
            amplitude: abs(distance[excursion.peak] ?? 0)
        )
    }

    /// Nil for what rises too slowly or stays too long: that is another baseline, not an acceleration.
    private static func acceleration(_ excursion: Excursion, _ distance: [Double?]) -> RateEvent? {
        let event = event(.acceleration, excursion, distance)
        return event.peak - event.from < latestPeak && event.to - event.from < longest ? event : nil
    }

    private static func deceleration(_ excursion: Excursion, _ distance: [Double?]) -> RateEvent {
        let event = event(.deceleration, excursion, distance)
        guard event.to - event.from > prolonged else { return event }
        return self.event(.prolongedDeceleration, excursion, distance)
    }

    /// Short blanks filled with the straight line between their ends.
    private static func bridged(_ values: [Double?]) -> [Double?] {
        var result = values
        var last: (index: Int, value: Double)?
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            if let last, index - last.index > 1, Double(index - last.index) <= bridged * RateTrace.rate {
                let slope = (value - last.value) / Double(index - last.index)
                for hole in last.index + 1..<index { result[hole] = last.value + slope * Double(hole - last.index) }
            }
            last = (index, value)
        }
        return result
    }
}
