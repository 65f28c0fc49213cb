package import SluiceModel

/// Which dead letters are meant; all that is named must hold.
package struct DeadLetterFilter: Sendable, Hashable {
    /// Ids of jobs or of messages; empty for any.
    package var names: Set<String> = []
    package var causes: Set<JobFailure.Cause> = []
    /// A text that the body or the message has in it.
    package var text: String?
    /// They came at least so long ago.
    package var olderThan: Duration?
    /// They came at most so long ago.
    package var newerThan: Duration?

    /// Every letter.
    package init() {}

    /// Whether nothing is named.
    package var isEmpty: Bool { self == DeadLetterFilter() }

    /// Whether `letter` is meant at `now`.
    package func matches(_ letter: DeadLetter, at now: Timestamp) -> Bool {
        if !names.isEmpty, !names.contains(letter.messageID), !(letter.job.map { names.contains($0.text) } ?? false) {
            return false
        }
        if !causes.isEmpty, !(letter.cause.map(causes.contains) ?? false) { return false }
        if let text, !letter.body.contains(text), !letter.message.contains(text) { return false }
        let age = letter.sentAt.map { $0.duration(to: now) } ?? .zero
        if let olderThan, age < olderThan { return false }
        if let newerThan, age > newerThan { return false }
        return true
    }
}
