/// Which channels of a recording are analysed.
struct ChannelChoice {
    /// Indexes into the recording's channels.
    let indexes: [Int]

    /// The chosen channels, or the abdominal ones, or all; without those that carry nothing.
    init(_ recording: Recording, wanted: [Int]) throws(AnalysisError) {
        let count = recording.channels.count
        for channel in wanted where channel < 1 || channel > count {
            throw .noSuchChannel(channel, available: count)
        }
        let chosen = wanted.isEmpty ? Self.abdominal(recording.labels) : wanted.map { $0 - 1 }
        let live = chosen.filter { Self.isAlive(recording.channels[$0]) }
        guard !live.isEmpty else { throw .noSignal }
        guard live.count <= FetalHeartRateAnalysis.mostChannels else { throw .tooManyChannels(live.count) }
        indexes = live
    }

    /// Scalp and chest leads are no part of the task; where labels name abdominal leads, only these are used.
    private static func abdominal(_ labels: [String]) -> [Int] {
        let named = labels.indices.filter { index in
            let label = labels[index].lowercased()
            return label.contains("abd") || label.contains("aecg")
        }
        guard named.isEmpty else { return named }
        let foreign = ["direct", "scalp", "thorax", "thoracic", "chest", "resp", "toco"]
        return labels.indices.filter { index in
            let label = labels[index].lowercased()
            return !foreign.contains { label.contains($0) }
        }
    }

    private static func isAlive(_ channel: [Double]) -> Bool {
        guard let first = channel.first(where: { !$0.isNaN }) else { return false }
        return channel.contains { !$0.isNaN && $0 != first }
    }
}
