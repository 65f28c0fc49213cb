import SluiceModel

/// The keys that a kind of file may have, and which of its sections may be repeated under `local:`.
struct KeyTable: Sendable {
    let keys: [ManifestKey]
    private let localSections: [String]
    private let byPath: [String: ManifestKey]
    /// Every path that may be written, those under `local` included.
    let allPaths: [String]

    init(_ keys: [ManifestKey], localSections: [String] = []) {
        self.keys = keys
        self.localSections = localSections
        byPath = Dictionary(uniqueKeysWithValues: keys.map { ($0.path, $0) })
        let paths = keys.map(\.path)
        allPaths =
            paths
            + paths.filter { path in localSections.contains { path.hasPrefix("\($0).") } }.map { "local.\($0)" }
    }

    /// The keys of `sluice.yaml`.
    static let manifest = KeyTable(ManifestKey.table, localSections: ManifestKey.localSections)

    /// The keys of a scenario.
    static let scenario = KeyTable(ManifestKey.scenarioTable)

    /// The key that a path stands for: itself, or for `local.x` the key `x`.
    func key(_ path: String) -> ManifestKey? {
        if let key = byPath[path] { return key }
        guard path.hasPrefix("local.") else { return nil }
        let inner = String(path.dropFirst("local.".count))
        guard let section = inner.split(separator: ".").first, localSections.contains(String(section)) else {
            return nil
        }
        return byPath[inner]
    }

    /// The names that may stand below `section`, in order.
    func names(in section: String) -> [String] {
        var names: [String] = []
        for path in allPaths where section.isEmpty || path.hasPrefix("\(section).") {
            let rest = section.isEmpty ? path[...] : path.dropFirst(section.count + 1)
            let name = rest.prefix { $0 != "." }
            if !names.contains(String(name)) { names.append(String(name)) }
        }
        return names
    }

    /// What to say about a name that `section` does not have.
    func unknown(_ name: String, in section: String) -> String {
        let known = names(in: section)
        let nearest = NearestName.find(name, among: known).map { "did you mean '\($0)'? " } ?? ""
        return "unknown key; \(nearest)Known here: \(known.joined(separator: ", "))"
    }
}
