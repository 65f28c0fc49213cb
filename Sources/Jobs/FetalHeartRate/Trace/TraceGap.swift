/// A stretch for which no fetal rate is given.
package struct TraceGap: Sendable, Equatable {
    /// Why the trace is blank.
    package enum Reason: String, Sendable, CaseIterable {
        /// The electrodes gave no valid samples.
        case lost
        /// The fetal beats found are the mother's, or cannot be told from them.
        case maternal
        /// The intervals found are too uneven to be a rhythm.
        case irregular
        /// The fetal complexes do not stand out from the noise.
        case weak
    }

    /// Start in seconds.
    package var from: Double
    /// End in seconds.
    package var to: Double
    /// Why.
    package var reason: Reason

    /// Makes a gap.
    package init(from: Double, to: Double, reason: Reason) {
        self.from = from
        self.to = to
        self.reason = reason
    }
}
