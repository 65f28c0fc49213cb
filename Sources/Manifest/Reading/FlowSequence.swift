import Yams

/// A list as YAML writes it on one line, such as `[sluice, job, "burn"]`.
enum FlowSequence {
    /// Its items; nil when the text is no such list of plain values.
    static func items(_ text: String) -> [String]? {
        guard text.hasPrefix("["), text.hasSuffix("]"), let sequence = try? Yams.compose(yaml: text)?.sequence else {
            return nil
        }
        let items = sequence.compactMap(\.scalar?.string)
        return items.count == sequence.count ? items : nil
    }
}
