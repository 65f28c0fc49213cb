/// How much of the channels' power a series of beats explains: the power of their mean beat, over all of it.
///
/// Of two hearts in the same channels the mother's is the stronger, however even the other may beat.
enum ExplainedShare {
    /// The share, 0 to 1, for ascending beat positions in channels of zero mean.
    static func of(_ channels: [[Double]], beats: [Int], samplingRate: Double) -> Double {
        let window = BeatWindow(beats: beats, samplingRate: samplingRate)
        let length = channels.first?.count ?? 0
        let whole = beats.filter { $0 >= window.before && $0 + window.after <= length }
        guard !whole.isEmpty, window.count > 0 else { return 0 }
        var (explained, all) = (0.0, 0.0)
        for channel in channels {
            var mean = [Double](repeating: 0, count: window.count)
            for beat in whole {
                for index in mean.indices { mean[index] += channel[beat - window.before + index] }
            }
            explained += Vector.dot(mean, mean) / Double(whole.count)
            all += Vector.dot(channel, channel)
        }
        return all > 0 ? min(1, explained / all) : 0
    }
}
