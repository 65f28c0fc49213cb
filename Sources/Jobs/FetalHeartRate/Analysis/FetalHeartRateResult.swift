/// Everything found in a recording.
package struct FetalHeartRateResult: Sendable {
    /// The figures a reader wants first.
    package struct Summary: Sendable, Equatable {
        /// Mean of the fetal trace in beats per minute; nil when all of it is blank.
        package var fetalMean: Double?
        /// Share of the record with a fetal rate, 0 to 1.
        package var fetalCoverage: Double
        /// Mean of the maternal trace in beats per minute.
        package var maternalMean: Double?
        /// Short-term variation in milliseconds; nil without a minute fit for it.
        package var shortTermVariation: Double?
        /// Mean baseline in beats per minute; nil for less than two minutes of trace.
        package var baseline: Double?
        /// Fetal beats found.
        package var fetalBeats: Int
        /// Maternal beats found.
        package var maternalBeats: Int
    }

    /// Name of the recording.
    package var record: String
    /// Its sampling rate per second.
    package var samplingRate: Double
    /// Its length in seconds.
    package var duration: Double
    /// Labels of the channels used.
    package var channels: [String]
    /// The beats.
    package var beats: BeatDetection
    /// Fetal rate, blank where it cannot be believed.
    package var fetalTrace: RateTrace
    /// Maternal rate.
    package var maternalTrace: RateTrace
    /// Quality of the fetal trace on the same grid, 0 to 1.
    package var quality: [Double]
    /// Blank stretches of the fetal trace.
    package var gaps: [TraceGap]
    /// Level of the fetal rate without its accelerations and decelerations.
    package var baseline: BaselineRate
    /// Accelerations and decelerations, in order.
    package var events: [RateEvent]
    /// The figures a reader wants first.
    package var summary: Summary
    /// What was asked for.
    package var options: FetalHeartRateAnalysis.Options
}
