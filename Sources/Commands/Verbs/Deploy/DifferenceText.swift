import SluiceDeployment
import SluiceModel
import SluiceTemplate

/// The difference of a stack as lines that a person reads.
enum DifferenceText {
    /// How much of a long value is shown, from a little before the place where it changes.
    private static let longest = 100
    private static let lead = 30

    /// The lines of a stack.
    ///
    /// - Parameters:
    ///   - stack: Its name.
    ///   - difference: What changes; nil when that is not known.
    ///   - isDeployed: Whether it is there.
    ///   - details: Whether the values that change are shown, too.
    /// - Returns: The lines, without a line end at the end.
    static func text(_ stack: String, _ difference: TemplateDifference, isDeployed: Bool, details: Bool) -> String {
        if isDeployed, difference.isEmpty { return "\(stack): no change" }
        let resources = difference.items.filter { $0.section == "Resources" }
        let counts = [TemplateDifference.Item.Kind.added, .changed, .removed].compactMap { kind -> String? in
            let count = resources.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let sum = counts.isEmpty ? "no resource changes" : "resources: \(counts.joined(separator: ", "))"
        var lines = ["\(stack): \(isDeployed ? "" : "new; ")\(sum)"]
        for item in difference.items where details || item.section == "Resources" {
            let section = item.section == "Resources" ? "" : "\(item.section.dropLast().lowercased()) "
            lines.append("  \(sign(item.kind)) \(section)\(item.name)\(item.type.map { "  \($0)" } ?? "")")
            guard details else { continue }
            for change in item.changes {
                lines.append("      \(change.path): \(Self.values(change))")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func sign(_ kind: TemplateDifference.Item.Kind) -> String {
        switch kind {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        }
    }

    private static func values(_ change: TemplateDifference.Change) -> String {
        let (old, new) = (text(change.old), text(change.new))
        let same = zip(old, new).prefix { $0 == $1 }.count
        return "\(excerpt(old, from: same)) -> \(excerpt(new, from: same))"
    }

    private static func text(_ value: JSONValue?) -> String { value.map { TemplateFormat.jsonText($0) } ?? "(none)" }

    /// The whole of a short text, and of a long one the part where it begins to differ.
    private static func excerpt(_ text: String, from same: Int) -> String {
        guard text.count > longest else { return text }
        let start = max(0, same - lead)
        let part = text.dropFirst(start).prefix(longest)
        return "\(start > 0 ? "…" : "")\(part)\(start + longest < text.count ? "…" : "")"
    }
}
