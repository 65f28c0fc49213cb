/// How well detected fetal beats agree with reference beats.
package struct BeatScore: Sendable, Equatable {
    /// Reference beats.
    package var referenceCount = 0
    /// Detected beats within the annotated span.
    package var detectedCount = 0
    /// Detected beats matched one to one within the tolerance.
    package var matched = 0
    /// Mean distance of matched beats from their reference after removing the median lag, in milliseconds.
    package var timingError = Double.nan
    /// Median lag of matched beats in milliseconds.
    package var lag = Double.nan
    /// Mean absolute difference of the heart-rate traces in beats per minute.
    package var rateError = Double.nan
    /// Share of the trace within 5 beats per minute, 0 to 1.
    package var withinFive = 0.0
    /// Share of the reference trace that the detected one covers, 0 to 1.
    package var coverage = Double.nan
    /// Event 1/4 of the 2013 challenge: mean squared rate difference, bpm squared.
    package var event1 = Double.nan
    /// Event 2/5 of the 2013 challenge: root mean square interval difference, ms.
    package var event2 = Double.nan
    /// The same, normalised, in percent.
    package var event2Percent = Double.nan

    /// Reference beats that were not found.
    package var missed: Int { referenceCount - matched }
    /// Detected beats that match no reference beat.
    package var extra: Int { detectedCount - matched }
    /// Share of the reference beats that were found.
    package var sensitivity: Double { Self.ratio(matched, referenceCount) }
    /// Share of the detected beats that are right; 0 when there is none.
    package var positivePredictiveValue: Double { detectedCount > 0 ? Self.ratio(matched, detectedCount) : 0 }
    /// Harmonic mean of sensitivity and positive predictive value.
    package var f1: Double { Self.ratio(2 * matched, referenceCount + detectedCount) }

    static func ratio(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : .nan }
}

extension BeatScore {
    /// Time window of a match in seconds.
    package static let usualTolerance = 0.05
    private static let spanMargin = 0.3

    /// Compares ascending beat times in seconds.
    ///
    /// Stretches of more than 1.5 s without a reference beat, and everything outside the annotated span, are left out.
    /// - Parameters:
    ///   - reference: the beats that are true.
    ///   - detected: the beats that were found, in any order.
    ///   - duration: length of the record; beyond 90 s the challenge figures are means over full minutes.
    ///   - tolerance: largest distance of a match, in seconds.
    /// - Returns: the score; NaN where a figure cannot be computed.
    package static func compare(
        reference: [Double],
        detected: [Double],
        duration: Double,
        tolerance: Double = usualTolerance
    ) -> BeatScore {
        var score = BeatScore()
        guard let first = reference.first, let last = reference.last else { return score }
        let gaps = ReferenceGaps(reference)
        let detected = detected.sorted()
        let judged = gaps.outside(detected.filter { $0 >= first - spanMargin && $0 <= last + spanMargin })
        let matching = BeatMatching(reference: reference, detected: judged, tolerance: tolerance)
        score.referenceCount = reference.count
        score.detectedCount = judged.count
        score.matched = matching.lags.count
        if !matching.lags.isEmpty {
            let lag = OrderStatistic.median(matching.lags)
            score.lag = 1000 * lag
            score.timingError = 1000 * matching.lags.reduce(0) { $0 + abs($1 - lag) } / Double(matching.lags.count)
        }
        let rates = RateComparison(reference: reference, detected: judged, gaps: gaps)
        score.rateError = rates.difference
        score.withinFive = rates.withinFive
        score.coverage = rates.coverage
        score.addEvents(reference.map { $0 * 1000 }, detected.map { $0 * 1000 }, duration)
        return score
    }

    private mutating func addEvents(_ reference: [Double], _ detected: [Double], _ duration: Double) {
        let parts = duration <= 90 ? [(reference, detected)] : Self.minutes(reference, detected, duration)
        guard !parts.isEmpty else { return }
        var sums = (event1: 0.0, event2: 0.0, percent: 0.0)
        for (reference, detected) in parts {
            guard detected.count >= 3 else {
                let rates = Tachogram(reference, from: reference[0], to: reference[reference.count - 1], count: 12)
                sums.event1 += Tachogram.meanSquare(Array(rates.values.dropFirst(2)))
                let intervals = zip(reference.dropFirst(), reference).map { $0 - $1 }
                sums.event2 += Tachogram.meanSquare(intervals).squareRoot()
                sums.percent += 100
                continue
            }
            sums.event1 += Tachogram.event1(reference: reference, detected: detected)
            let intervals = IntervalComparison(reference: reference, detected: detected)
            sums.event2 += intervals.rms
            sums.percent += intervals.percent
        }
        event1 = sums.event1 / Double(parts.count)
        event2 = sums.event2 / Double(parts.count)
        event2Percent = sums.percent / Double(parts.count)
    }

    /// Full minutes with more than 40 reference beats and no gap among them.
    private static func minutes(
        _ reference: [Double],
        _ detected: [Double],
        _ duration: Double
    ) -> [([Double], [Double])] {
        (0..<Int(duration / 60)).compactMap { minute in
            let range = 60_000 * Double(minute)..<60_000 * Double(minute + 1)
            let beats = reference.filter(range.contains)
            let longest = zip(beats.dropFirst(), beats).map { $0 - $1 }.max() ?? .infinity
            guard beats.count > 40, longest < 1500 else { return nil }
            return (beats, detected.filter(range.contains))
        }
    }
}
