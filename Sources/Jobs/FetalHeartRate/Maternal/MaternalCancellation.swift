/// Removes the mother's electrocardiogram from every channel by subtracting low-rank models of her beats.
///
/// Per channel the beats form the rows of a matrix; each is replaced by its projection on the leading waveforms of its
/// neighbourhood. Rank 3 over 70 beats follows slow changes and costs the fetus about 4 % of its amplitude.
package struct MaternalCancellation: Sendable {
    private let samplingRate: Double
    /// Waveforms subtracted per neighbourhood.
    package var rank = 3
    /// Beats in a neighbourhood.
    package var neighbourhood = 70

    private static let fewestBeats = 6
    private static let beatsPerWaveform = 8

    /// A cancellation for signals at the given rate.
    package init(samplingRate: Double) {
        self.samplingRate = samplingRate
    }

    /// The channels without the maternal beats at the given ascending positions.
    package func residue(of channels: [[Double]], beats: [Int]) -> [[Double]] {
        let window = BeatWindow(beats: beats, samplingRate: samplingRate)
        let length = channels.first?.count ?? 0
        let whole = beats.filter { $0 >= window.before && $0 + window.after < length }
        guard whole.count >= Self.fewestBeats else { return channels }
        let partial = beats.filter { $0 < window.before || $0 + window.after >= length }
        return channels.map { channel in
            var residue = channel
            let cuts = whole.map { window.cut(channel, at: $0) }
            for (beat, model) in zip(whole, models(of: cuts)) {
                for index in model.indices { residue[beat - window.before + index] -= model[index] }
            }
            for beat in partial { subtractMean(of: whole, from: &residue, channel, at: beat, window) }
            return residue
        }
    }

    private func models(of cuts: [[Double]]) -> [[Double]] {
        let step = max(1, neighbourhood / 2)
        var result: [[Double]] = []
        for start in stride(from: 0, to: cuts.count, by: step) {
            let end = min(cuts.count, start + step)
            let low = max(0, min(start - step / 2, cuts.count - neighbourhood))
            let high = min(cuts.count, low + neighbourhood)
            let basis = LowRankBasis(
                Array(cuts[low..<high]),
                rank: min(rank, max(1, (high - low) / Self.beatsPerWaveform))
            )
            result += cuts[start..<end].map(basis.projection)
        }
        return result
    }

    /// A beat cut off by the end of the record: the mean beat, scaled by least squares to the part that is there.
    private func subtractMean(
        of whole: [Int],
        from residue: inout [Double],
        _ channel: [Double],
        at beat: Int,
        _ window: BeatWindow
    ) {
        let low = max(0, beat - window.before)
        let high = min(channel.count, beat + window.after)
        guard high - low >= 10 else { return }
        let nearest = whole.count > 60 && beat > channel.count / 2 ? whole.suffix(60) : whole.prefix(60)
        let template = (low..<high).map { at in
            nearest.reduce(0) { $0 + channel[$1 + at - beat] } / Double(nearest.count)
        }
        let power = template.reduce(0) { $0 + $1 * $1 }
        let product = zip(template, channel[low..<high]).reduce(0) { $0 + $1.0 * $1.1 }
        for index in template.indices { residue[low + index] -= template[index] * product / (power + 1e-9) }
    }
}
