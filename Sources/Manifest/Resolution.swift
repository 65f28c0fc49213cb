import SluiceModel

/// Puts together what the file, its `local` part, `--set` and the defaults say.
struct Resolution {
    private(set) var values = ResolvedValues()
    private(set) var problems: [ManifestProblem] = []
    /// Lines of the file, for problems found later.
    private(set) var lines: [String: Int] = [:]
    private var origins: [String: String] = [:]
    private let file: String
    private let table: KeyTable

    init(_ document: ManifestDocument, table: KeyTable, file: String, forLocal: Bool = false) {
        self.file = file
        self.table = table
        values.isLocal = forLocal
        for key in table.keys {
            if let entry = document.entries[key.path] { take(entry, key.path, "\(file):\(entry.line)") }
            if forLocal, let entry = document.entries["local.\(key.path)"] {
                take(entry, key.path, "\(file):\(entry.line) (local)")
            }
        }
    }

    /// Applies `key=value` texts.
    mutating func apply(_ changes: [String]) {
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                problems.append(.init(key: change, message: "--set needs key=value, such as scaling.max=8"))
                continue
            }
            let (path, text) = (parts[0], parts[1])
            guard let key = table.keys.first(where: { $0.path == path }) else {
                let nearest = NearestName.find(path, among: table.keys.map(\.path)).map {
                    "; did you mean '\($0)'?"
                }
                problems.append(.init(key: path, message: "--set: unknown key\(nearest ?? "")"))
                continue
            }
            guard let value = ManifestValue(text, as: key.kind) else {
                problems.append(.init(key: path, message: "expected \(key.expectation), found '\(text)'"))
                continue
            }
            values.values[path] = value
            origins[path] = "--set"
        }
    }

    /// Fills in the defaults, which may depend on values before them in the table.
    mutating func fillDefaults() {
        for key in table.keys where values[key.path] == nil {
            switch key.defaultValue {
            case .text(let text):
                values.values[key.path] = ManifestValue(text, as: key.kind)
                origins[key.path] = "default"
            case .formula(let words, let compute):
                values.values[key.path] = compute(values)
                origins[key.path] = "default: \(words)"
            case nil: break
            }
        }
    }

    /// Every value and its origin, in the order of the table; keys without a value are left out.
    var effective: [EffectiveValue] {
        table.keys.compactMap { key in
            values[key.path].map { EffectiveValue(key: key.path, value: $0.text, origin: origins[key.path] ?? "") }
        }
    }

    private mutating func take(_ entry: ManifestDocument.Entry, _ path: String, _ origin: String) {
        values.values[path] = entry.value
        lines[path] = entry.line
        origins[path] = origin
    }
}
