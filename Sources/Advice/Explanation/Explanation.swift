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

/// The lines of a story under way, with the clock of its timeline.
struct StoryLines {
    let timeline: Timeline
    private(set) var entries: [Explanation.Entry] = []

    init(_ timeline: Timeline) {
        self.timeline = timeline
    }

    mutating func add(_ at: Timestamp, _ kind: String, _ text: String) {
        entries.append(.init(at: Double(at.nanoseconds) / 1e9, time: time(at), kind: kind, text: text))
    }

    /// `+12m05s`, and the clock's time for a measured run.
    func time(_ at: Timestamp) -> String {
        let seconds = Double(at.nanoseconds) / 1e9
        let offset = "+" + SpanText.clock(seconds)
        guard timeline.source.kind == .measured else { return offset }
        let wall = timeline.start.advanced(by: Timestamp.epoch.duration(to: at))
        return "\(wall.rfc3339.dropFirst(11).prefix(8)) \(offset)"
    }

    /// The span between two moments, in words.
    func span(_ from: Timestamp, _ to: Timestamp) -> String { SpanText.seconds(from.duration(to: to).inSeconds) }
}
