/// Fetal heart rate from an abdominal electrocardiogram.
///
/// The chain: condition, find the mother, cancel her, guess the fetus from single signals, sharpen the guess with a
/// spatio-temporal matched filter, track the rhythm over the whole record, draw the trace.
package enum FetalHeartRateAnalysis {
    /// Version of the method; results of different versions may differ.
    package static let version = "1.0"
    /// Shortest recording in seconds.
    package static let shortest = 8.0
    /// Lowest sampling rate per second.
    package static let slowest = 200.0
    /// Most channels.
    package static let mostChannels = 16

    /// Finds the beats only.
    ///
    /// - Throws: `AnalysisError` when the recording is too short, too slow, or carries no signal.
    package static func beats(
        in recording: Recording,
        options: Options = Options(),
        progress: (Double, String) -> Void = { _, _ in }
    ) throws(AnalysisError) -> BeatDetection {
        let rate = recording.samplingRate
        guard rate.isFinite, rate >= slowest else { throw .samplingRate(rate) }
        guard recording.duration >= shortest else { throw .tooShort(seconds: recording.duration) }
        let choice = try ChannelChoice(recording, wanted: options.channels)
        let conditioner = SignalConditioner(samplingRate: rate)
        let channels = conditioner.apply(choice.indexes.map { recording.channels[$0] })
        return BeatDetection(
            channels,
            samplingRate: conditioner.samplingRate,
            length: options.blockSeconds,
            margin: options.marginSeconds,
            progress: progress
        )
    }
}
