extension FetalHeartRateAnalysis {
    /// Height of the maternal detection signal below which noise may have been tracked.
    private static let leastMaternalStrength = 1.1

    /// Analyses a recording: beats, traces, quality, summary.
    ///
    /// The same recording and options always give the same result.
    /// - Parameters:
    ///   - recording: an abdominal electrocardiogram in microvolts.
    ///   - options: channels and block length.
    ///   - progress: called now and then with the share done, 0 to 1, and a word about it.
    /// - Returns: everything found.
    /// - Throws: `AnalysisError` when the recording is too short, too slow, or carries no signal.
    package static func run(
        _ recording: Recording,
        options: Options = Options(),
        progress: (Double, String) -> Void = { _, _ in }
    ) throws(AnalysisError) -> FetalHeartRateResult {
        var beats = try beats(in: recording, options: options) { progress(0.05 + 0.9 * $0, $1) }
        let used = try ChannelChoice(recording, wanted: options.channels).indexes
        let count = Int(recording.duration * RateTrace.rate)
        let loss = InputLoss(
            used.map { recording.channels[$0] },
            samplingRate: recording.samplingRate,
            cellCount: count
        )
        beats.dropBeats(in: loss)
        let result = result(of: recording, used, beats, loss, count, options)
        progress(1, "done")
        return result
    }

    private static func result(
        of recording: Recording,
        _ used: [Int],
        _ beats: BeatDetection,
        _ loss: InputLoss,
        _ count: Int,
        _ options: Options
    ) -> FetalHeartRateResult {
        let fetal = BeatIntervals(beats.fetal, rates: BeatIntervals.fetalRates)
        let maternal = BeatIntervals(beats.maternal, rates: BeatIntervals.maternalRates)
        var fetalTrace = RateTrace(fetal, count: count)
        let maternalTrace = RateTrace(maternal, count: count)
            .blanked(maternal, strengths: beats.maternalStrength, below: leastMaternalStrength)
        let quality = TraceQuality(beats, fetal: fetal, rates: (fetalTrace, maternalTrace), loss: loss)
        for index in fetalTrace.values.indices where quality.reasons[index] != nil { fetalTrace.values[index] = nil }
        let baseline = BaselineRate(fetalTrace)
        let events = RateEvent.all(in: fetalTrace, baseline: baseline)
        return FetalHeartRateResult(
            record: recording.name,
            samplingRate: recording.samplingRate,
            duration: recording.duration,
            channels: used.map { recording.labels[$0] },
            beats: beats,
            fetalTrace: fetalTrace,
            maternalTrace: maternalTrace,
            quality: quality.values,
            gaps: quality.gaps,
            baseline: baseline,
            events: events,
            summary: .init(
                fetalMean: fetalTrace.mean,
                fetalCoverage: fetalTrace.coverage,
                maternalMean: maternalTrace.mean,
                shortTermVariation: ShortTermVariation.milliseconds(fetal, trace: fetalTrace, events: events),
                baseline: baseline.mean,
                fetalBeats: beats.fetal.count,
                maternalBeats: beats.maternal.count
            ),
            options: options
        )
    }
}

extension BeatDetection {
    /// Removes the beats that rhythm alone placed where nothing was measured.
    mutating func dropBeats(in loss: InputLoss) {
        guard !loss.ranges.isEmpty else { return }
        let kept = fetal.indices.filter { !loss.contains(fetal[$0]) }
        strength = kept.map { strength[$0] }
        fetal = kept.map { fetal[$0] }
        let keptMaternal = maternal.indices.filter { !loss.contains(maternal[$0]) }
        maternalStrength = keptMaternal.map { maternalStrength[$0] }
        maternal = keptMaternal.map { maternal[$0] }
    }
}
