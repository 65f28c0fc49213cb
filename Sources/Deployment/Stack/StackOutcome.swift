/// What became of a stack.
package enum StackOutcome: String, Sendable, Hashable, Codable {
    case created, updated, unchanged, deleted
    /// Somebody did not want the changes.
    case declined
}
