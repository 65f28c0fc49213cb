package import SluiceModel

/// Why a fleet did, or did not, scale: one timeline in words, from metric to first job.
package struct Explanation: Sendable, Hashable, Codable {
    /// The answer in a sentence or two.
    package let answer: String
    /// What led there and what followed, in the order of time.
    package let entries: [Entry]

    /// One line of the story.
    package struct Entry: Sendable, Hashable, Codable {
        /// Seconds after the start.
        package let at: Double
        /// The time as people read it, with the clock's for a measured run.
        package let time: String
        /// `metric`, `alarm`, `decision`, `reason`, `task`, `job`, `queue`, or an event's own kind.
        package let kind: String
        package let text: String
    }

    /// The explanation of one moment.
    ///
    /// - Parameters:
    ///   - timeline: The run, simulated or measured.
    ///   - moment: Counted from the run's start; see `TimelineMoment`.
    package init(of timeline: Timeline, at moment: Timestamp) {
        let story = MomentStory(timeline, moment)
        answer = story.answer
        entries = story.entries.inOrder
    }

    /// The explanation of a whole run.
    package init(of timeline: Timeline) {
        let story = RunStory(timeline)
        answer = story.answer
        entries = story.entries.inOrder
    }
}

extension [Explanation.Entry] {
    /// In the order of time; what was said first comes first among equals.
    fileprivate var inOrder: [Explanation.Entry] {
        enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}
