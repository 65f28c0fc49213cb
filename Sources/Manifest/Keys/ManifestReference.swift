/// The table of keys as documentation.
package enum ManifestReference {
    /// Every key with its kind, its default and its purpose, as a Markdown table.
    package static var markdown: String { markdown(ManifestKey.table) }

    /// Every key of a scenario, likewise.
    package static var scenarioMarkdown: String { markdown(ManifestKey.scenarioTable) }

    private static func markdown(_ keys: [ManifestKey]) -> String {
        let rows = keys.map { key in
            "| `\(key.path)` | \(kind(key)) | \(defaultText(key)) | \(key.summary) |"
        }
        return (["| key | value | default | what it is |", "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
    }

    private static func kind(_ key: ManifestKey) -> String {
        switch key.kind {
        case .text: "text"
        case .flag: "true, false"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .number: "number"
        case .duration: "duration"
        case .bytes: "size"
        case .percent: "share"
        case .choice(let names): names.joined(separator: ", ")
        case .command: "list or text"
        case .map: "names and texts"
        case .rate: "rate"
        case .list: "list"
        case .steps: "steps"
        }
    }

    private static func defaultText(_ key: ManifestKey) -> String {
        switch key.defaultValue {
        case .text(let text): "`\(text)`"
        case .formula(let words, _): words
        case nil: ""
        }
    }
}
