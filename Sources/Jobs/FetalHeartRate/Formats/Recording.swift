/// A multichannel recording in physical units, whatever file it came from.
package struct Recording: Sendable, Equatable {
    /// Record name, without folder or extension.
    package var name: String
    /// Samples per second and channel.
    package var samplingRate: Double
    /// One array per channel, in microvolts; NaN marks a sample that was not measured.
    package var channels: [[Double]]
    /// One label per channel, as the file gives it.
    package var labels: [String]

    /// Makes a recording from channels of equal length.
    package init(name: String, samplingRate: Double, channels: [[Double]], labels: [String]) {
        self.name = name
        self.samplingRate = samplingRate
        self.channels = channels
        self.labels = labels
    }

    /// Samples per channel.
    package var sampleCount: Int { channels.first?.count ?? 0 }

    /// Length in seconds.
    package var duration: Double { Double(sampleCount) / samplingRate }
}
