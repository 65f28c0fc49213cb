extension FetalHeartRateAnalysis {
    /// What a caller may choose.
    package struct Options: Sendable, Equatable {
        /// Channels to use, counted from 1; empty means all abdominal ones.
        package var channels: [Int] = []
        /// Length of a block in seconds: the fetus moves, and a mixture holds for about a minute.
        package var blockSeconds = 60.0
        /// Seconds that neighbouring blocks share on either side of their border.
        package var marginSeconds = 5.0

        /// The options that suit a four-channel abdominal recording.
        package init() {}
    }
}
