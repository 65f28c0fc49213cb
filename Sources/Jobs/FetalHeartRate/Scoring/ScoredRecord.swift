/// The score of one record and the time its analysis took.
package struct ScoredRecord: Sendable, Equatable {
    /// Record name.
    package var name: String
    /// Its score.
    package var score: BeatScore
    /// Seconds of analysis, if measured.
    package var seconds: Double?

    /// Makes a row of a score table.
    package init(name: String, score: BeatScore, seconds: Double? = nil) {
        self.name = name
        self.score = score
        self.seconds = seconds
    }
}
