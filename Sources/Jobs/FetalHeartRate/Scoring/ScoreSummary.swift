/// The scores of a set of records: means over records, pooled beats, and medians.
package struct ScoreSummary: Sendable, Equatable {
    /// Number of records.
    package var count: Int
    /// Mean sensitivity, 0 to 1, over records; the other means likewise, each over the records that have the figure.
    package var sensitivity: Double
    /// Mean positive predictive value.
    package var positivePredictiveValue: Double
    /// Mean F1.
    package var f1: Double
    /// Mean timing error in milliseconds.
    package var timingError: Double
    /// Mean rate error in beats per minute.
    package var rateError: Double
    /// Mean share of the trace within 5 beats per minute.
    package var withinFive: Double
    /// Mean coverage.
    package var coverage: Double
    /// Mean event 1, bpm squared.
    package var event1: Double
    /// Mean event 2, ms.
    package var event2: Double
    /// F1 over the beats of all records together.
    package var grossF1: Double
    /// Median F1 over records.
    package var medianF1: Double
    /// Median event 1.
    package var medianEvent1: Double
    /// Median event 2.
    package var medianEvent2: Double
    /// Records with an F1 of at least 0.95.
    package var good: Int
    /// Records with an F1 below 0.80.
    package var poor: Int

    /// Summarises scores.
    package init(_ scores: [BeatScore]) {
        func known(_ figure: (BeatScore) -> Double) -> [Double] { scores.map(figure).filter { !$0.isNaN } }
        func mean(_ figure: (BeatScore) -> Double) -> Double {
            let values = known(figure)
            return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
        }
        func median(_ figure: (BeatScore) -> Double) -> Double {
            let values = known(figure)
            return values.isEmpty ? .nan : OrderStatistic.median(values)
        }
        count = scores.count
        sensitivity = mean(\.sensitivity)
        positivePredictiveValue = mean(\.positivePredictiveValue)
        f1 = mean(\.f1)
        timingError = mean(\.timingError)
        rateError = mean(\.rateError)
        withinFive = mean(\.withinFive)
        coverage = mean(\.coverage)
        event1 = mean(\.event1)
        event2 = mean(\.event2)
        let matched = scores.reduce(0) { $0 + $1.matched }
        grossF1 = BeatScore.ratio(2 * matched, scores.reduce(0) { $0 + $1.referenceCount + $1.detectedCount })
        medianF1 = median(\.f1)
        medianEvent1 = median(\.event1)
        medianEvent2 = median(\.event2)
        good = scores.count { $0.f1 >= 0.95 }
        poor = scores.count { $0.f1 < 0.80 }
    }
}
