import SluiceDeployment
import SluiceModel
import SluiceTemplate

/// The difference of a stack as lines that a person reads.
enum DifferenceText {
    /// Values longer than this are cut.
    private static let longest = 100

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
                lines.append("      \(change.path): \(value(change.old)) -> \(value(change.new))")
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

    private static func value(_ value: JSONValue?) -> String {
        guard let value else { return "(none)" }
        let text = TemplateFormat.jsonText(value)
        return text.count > longest ? "\(text.prefix(longest))…" : text
    }
}
