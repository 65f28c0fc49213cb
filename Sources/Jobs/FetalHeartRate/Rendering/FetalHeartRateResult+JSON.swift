extension FetalHeartRateResult {
    /// The result as JSON (`fhr.json`): times in seconds with four decimals, rates in beats per minute.
    ///
    /// `seconds` records how long the analysis took; left out it is null, and equal inputs give equal bytes.
    package func json(seconds: Double? = nil) -> String {
        JSONText.document([
            ("record", JSONText.quoted(record)),
            ("fs", JSONText.number(samplingRate, samplingRate == samplingRate.rounded() ? 0 : 6)),
            ("duration_s", JSONText.number(duration, 4)),
            ("channels", JSONText.list(channels.map(JSONText.quoted))),
            ("fetal", fetalJSON),
            ("maternal", JSONText.object([("r_s", JSONText.numbers(beats.maternal, 4))])),
            ("trace", traceJSON),
            ("gaps", JSONText.list(gaps.map(Self.json))),
            ("events", JSONText.list(events.map(Self.json))),
            ("summary", summaryJSON),
            ("version", JSONText.quoted(FetalHeartRateAnalysis.version)),
            ("parameters", parametersJSON),
            ("seconds", JSONText.number(seconds, 3)),
        ])
    }

    private var fetalJSON: String {
        JSONText.object([
            ("r_s", JSONText.numbers(beats.fetal, 4)),
            ("conf", JSONText.numbers(beats.strength.map { min(max($0 / 3, 0), 1) }, 3)),
        ])
    }

    private var traceJSON: String {
        JSONText.object([
            ("rate_hz", JSONText.number(RateTrace.rate, 0)),
            ("fhr_bpm", JSONText.numbers(fetalTrace.values, 2)),
            ("mhr_bpm", JSONText.numbers(maternalTrace.values, 2)),
            ("quality", JSONText.numbers(quality, 2)),
        ])
    }

    private static func json(_ gap: TraceGap) -> String {
        JSONText.object([
            ("from_s", JSONText.number(gap.from, 2)),
            ("to_s", JSONText.number(gap.to, 2)),
            ("reason", JSONText.quoted(gap.reason.rawValue)),
        ])
    }

    private static func json(_ event: RateEvent) -> String {
        JSONText.object([
            ("kind", JSONText.quoted(event.kind.rawValue)),
            ("from_s", JSONText.number(event.from, 2)),
            ("to_s", JSONText.number(event.to, 2)),
            ("peak_s", JSONText.number(event.peak, 2)),
            ("amplitude_bpm", JSONText.number(event.amplitude, 1)),
        ])
    }

    private var summaryJSON: String {
        var members = [
            ("fhr_mean", JSONText.number(summary.fetalMean, 2)),
            ("fhr_coverage", JSONText.number(summary.fetalCoverage, 4)),
            ("mhr_mean", JSONText.number(summary.maternalMean, 2)),
        ]
        if let variation = summary.shortTermVariation { members.append(("stv_ms", JSONText.number(variation, 2))) }
        if let baseline = summary.baseline { members.append(("baseline", JSONText.number(baseline, 2))) }
        return JSONText.object(members)
    }

    private var parametersJSON: String {
        JSONText.object([
            ("channels", JSONText.list(options.channels.map(String.init))),
            ("block_s", JSONText.number(options.blockSeconds, 1)),
            ("margin_s", JSONText.number(options.marginSeconds, 1)),
            ("highpass_hz", JSONText.number(SignalConditioner.highPass, 1)),
            ("lowpass_hz", JSONText.number(SignalConditioner.lowPass, 1)),
            ("working_rate_hz", JSONText.number(min(samplingRate, SignalConditioner.workingRate), 1)),
        ])
    }
}
