/// A `sluice.yaml` made from another tool's file, and what could not be taken over.
package struct ImportedManifest: Sendable, Hashable {
    /// A key of ours, its value as YAML, and where that came from.
    package struct Entry: Sendable, Hashable {
        /// Such as `task.memory`.
        package let key: String
        /// The value as it stands in YAML.
        package let value: String
        /// The other tool's key, such as `memory`.
        package let source: String
    }

    /// A key that has no counterpart.
    package struct Unmapped: Sendable, Hashable, Encodable {
        /// The other tool's key.
        package let key: String
        /// Where it stands, from 1.
        package let line: Int
        /// Why, and what to do instead.
        package let reason: String
    }

    package internal(set) var entries: [Entry] = []
    package internal(set) var unmapped: [Unmapped] = []

    /// The file, each line with its origin.
    package var yaml: String {
        var lines: [String] = []
        var open: [String] = []
        for entry in ordered {
            let parts = entry.path
            let shared = zip(parts.dropLast(), open).prefix { $0 == $1 }.count
            for (depth, part) in parts.dropLast().enumerated() where depth >= shared {
                lines.append("\(Self.indent(depth))\(part):")
            }
            open = Array(parts.dropLast())
            let line = "\(Self.indent(parts.count - 1))\(parts.last ?? ""): \(entry.value)"
            lines.append("\(line)\(String(repeating: " ", count: max(1, 40 - line.count)))# \(entry.source)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let sections = ["name", "job", "task", "queue", "scaling", "data", "notify", "network"]

    /// Section by section, single values before maps, and what belongs together side by side.
    private var ordered: [Entry] {
        func rank(_ entry: Entry) -> Int { Self.sections.firstIndex(of: entry.path[0]) ?? Self.sections.count }
        return entries.sorted { (rank($0), $0.path.count, $0.key) < (rank($1), $1.path.count, $1.key) }
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}

extension ImportedManifest.Entry {
    /// The parts of the key; a variable's name is one part, whatever it holds.
    fileprivate var path: [String] {
        for prefix in ["task.environment.", "task.secrets."] where key.hasPrefix(prefix) {
            return prefix.split(separator: ".").map(String.init) + [String(key.dropFirst(prefix.count))]
        }
        return key.split(separator: ".").map(String.init)
    }
}
