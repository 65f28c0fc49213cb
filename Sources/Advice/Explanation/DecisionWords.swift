import SluiceModel

/// The reasons of a decision as part of a sentence.
enum DecisionWords {
    /// A line of a terminal.
    static let lineLength = 140

    /// Reasons that say least to a reader, the first to go when a line is too long.
    private static let expendable = ["base", "same", "winner"]

    /// The reasons in a row, without those that the others imply, and shortened to about `room` characters where that is possible.
    ///
    /// - Parameters:
    ///   - decision: The decision; reasons of unknown kinds are told as they are.
    ///   - room: The characters that are left on the line.
    /// - Returns: The reasons, separated by semicolons; empty when there are none.
    static func why(_ decision: Timeline.Decision, room: Int) -> String {
        var reasons = decision.reasons.filter { !$0.text.isEmpty }
        if reasons.contains(where: { $0.kind != "alarm" }) { reasons.removeAll { $0.kind == "alarm" } }
        // What stopped a change needs no arithmetic; without it the arithmetic is the reason.
        if !decision.isChange, reasons.contains(where: { ["limit", "cooldown", "deployment"].contains($0.kind) }) {
            reasons.removeAll { $0.kind == "base" || $0.kind == "same" }
        }
        for kind in expendable where text(reasons).count > room && reasons.count > 1 {
            reasons.removeAll { $0.kind == kind }
        }
        return text(reasons)
    }

    /// The one reason that settled a decision to stay; nil when there is none.
    static func settling(_ decision: Timeline.Decision) -> String? {
        let told = decision.reasons.filter { $0.kind != "alarm" && !$0.text.isEmpty }
        let strong = told.last { ["limit", "cooldown", "deployment", "noData"].contains($0.kind) }
        return (strong ?? told.last)?.text
    }

    private static func text(_ reasons: [Timeline.Reason]) -> String { reasons.map(\.text).joined(separator: "; ") }
}
