package import SluiceModel

/// A moment of a run as people name it.
package enum TimelineMoment {
    /// Why a text names no moment of a run.
    package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what was expected.
        package let description: String

        /// An error with its words.
        package init(description: String) {
            self.description = description
        }
    }

    /// Reads `25m` (after the start), `14:05` or `14:05:30` (UTC, the first on or after the start), or an RFC 3339 time.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - timeline: The run.
    /// - Returns: The moment, counted from the start.
    /// - Throws: `ReadingError` when it is none of these, or outside of the run.
    package static func read(_ text: String, in timeline: Timeline) throws(ReadingError) -> Timestamp {
        guard let offset = offset(text, timeline) else {
            throw ReadingError(
                description:
                    "'\(text)' is no time: write 25m (after the start), 14:05 or 14:05:30 (UTC), or an RFC 3339 time"
            )
        }
        guard offset >= .zero, offset <= timeline.length else {
            throw ReadingError(description: "'\(text)' is outside of the run, which lasts \(range(timeline))")
        }
        return Timestamp.epoch.advanced(by: offset)
    }

    private static func offset(_ text: String, _ timeline: Timeline) -> Duration? {
        if let duration = Duration(text: text) { return duration }
        if let instant = Timestamp(rfc3339: text) {
            // Two instants can lie further apart than a duration in nanoseconds reaches.
            let (ahead, isTooFar) = instant.nanoseconds.subtractingReportingOverflow(timeline.start.nanoseconds)
            return isTooFar ? .seconds(-1) : .nanoseconds(ahead)
        }
        guard let ofDay = clockTime(text) else { return nil }
        let day: Int64 = 86_400_000_000_000
        let startOfDay = timeline.start.nanoseconds - timeline.start.nanoseconds.flooredQuotient(by: day) * day
        let ahead = ofDay.nanoseconds - startOfDay
        return .nanoseconds(ahead < 0 ? ahead + day : ahead)
    }

    /// From when to when, on the clock too where there was one.
    private static func range(_ timeline: Timeline) -> String {
        let length = whole(timeline.length)
        let offsets = "from 0s to \(length.text)"
        guard timeline.source.kind == .measured else { return offsets }
        return "\(offsets) (\(timeline.start.rfc3339) to \(timeline.start.advanced(by: length).rfc3339))"
    }

    /// The time since midnight.
    private static func clockTime(_ text: String) -> Duration? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy(isField) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, (0..<24).contains(numbers[0]), (0..<60).contains(numbers[1]) else {
            return nil
        }
        let seconds = numbers.count == 3 ? numbers[2] : 0
        guard (0..<60).contains(seconds) else { return nil }
        return .seconds(numbers[0] * 3600 + numbers[1] * 60 + seconds)
    }

    /// Whether it is one or two digits; `Int` would also read a sign.
    private static func isField(_ part: Substring) -> Bool {
        (1...2).contains(part.count) && part.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func whole(_ duration: Duration) -> Duration { .seconds(duration.inSeconds.rounded(.down)) }
}
