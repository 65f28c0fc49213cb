import SluiceModel
import SluiceScaling
import Yams

/// The values a file holds, each with its line, and everything that is wrong with it.
struct ManifestDocument {
    /// A value and where it stands.
    struct Entry {
        let value: ManifestValue
        let line: Int
    }

    private(set) var entries: [String: Entry] = [:]
    private(set) var problems: [ManifestProblem] = []

    private let table: KeyTable

    /// Reads YAML whose keys are those of `table`.
    init(_ text: String, table: KeyTable) {
        self.table = table
        do {
            guard let root = try Yams.compose(yaml: text) else {
                problems.append(
                    .init(
                        line: 1,
                        column: 1,
                        key: "",
                        message: "the file is empty"
                    )
                )
                return
            }
            read(root, path: "")
        } catch let error as YamlError {
            problems.append(Self.problem(error))
        } catch {
            problems.append(.init(line: 1, column: 1, key: "", message: "\(error)"))
        }
    }

    private mutating func read(_ node: Node, path: String) {
        guard case .mapping(let mapping) = node else {
            return add(
                node,
                path,
                path.isEmpty ? "the file must be a list of keys and values" : "expected keys and values here"
            )
        }
        var seen: Set<String> = []
        for (keyNode, value) in mapping {
            guard let name = keyNode.string else {
                add(keyNode, path, "a key must be text")
                continue
            }
            let full = path.isEmpty ? name : "\(path).\(name)"
            if !seen.insert(name).inserted {
                add(keyNode, full, "this key stands here twice")
            } else if let key = table.key(full) {
                read(value, as: key, path: full)
            } else if table.allPaths.contains(where: { $0.hasPrefix("\(full).") }) {
                read(value, path: full)
            } else {
                add(keyNode, full, table.unknown(name, in: path))
            }
        }
    }

    private mutating func read(_ node: Node, as key: ManifestKey, path: String) {
        guard let value = Self.value(node, as: key.kind) else {
            return add(node, path, Self.mismatch(node, key))
        }
        entries[path] = Entry(value: value, line: node.mark?.line ?? 0)
    }

    private static func value(_ node: Node, as kind: ManifestKey.Kind) -> ManifestValue? {
        switch (kind, node) {
        case (.command, .sequence(let items)), (.list, .sequence(let items)):
            let words = items.compactMap { $0.scalar?.string }
            return words.count == items.count && (kind == .list || !words.isEmpty) ? .list(words) : nil
        case (.map, .mapping(let mapping)):
            var texts: [String: String] = [:]
            for (name, value) in mapping {
                guard let name = name.string, let value = value.scalar?.string else { return nil }
                texts[name] = value
            }
            return .map(texts)
        case (.steps, .sequence(let items)):
            let steps = items.compactMap(step)
            return steps.count == items.count && !steps.isEmpty ? .steps(steps) : nil
        case (_, .scalar(let scalar)): return ManifestValue(scalar.string, as: kind)
        default: return nil
        }
    }

    private static func step(_ node: Node) -> ScalingStep? {
        guard case .mapping(let mapping) = node, let change = mapping["change"]?.int else { return nil }
        let names = mapping.keys.compactMap(\.string)
        guard Set(names).isSubset(of: ["lower", "upper", "change"]) else { return nil }
        let lower = mapping["lower"].flatMap { $0.float ?? $0.int.map(Double.init) }
        let upper = mapping["upper"].flatMap { $0.float ?? $0.int.map(Double.init) }
        guard lower != nil || upper != nil else { return nil }
        return ScalingStep(lower: lower, upper: upper, change: change)
    }

    private static func mismatch(_ node: Node, _ key: ManifestKey) -> String {
        let found = node.scalar.map { "'\($0.string)'" } ?? (node.sequence != nil ? "a list" : "keys and values")
        var message = "expected \(key.expectation), found \(found)"
        if case .choice(let names) = key.kind, let text = node.scalar?.string,
            let nearest = NearestName.find(text, among: names)
        {
            message += "; did you mean '\(nearest)'?"
        }
        return message
    }

    private mutating func add(_ node: Node, _ key: String, _ message: String) {
        problems.append(
            .init(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, key: key, message: message)
        )
    }

    private static func problem(_ error: YamlError) -> ManifestProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .init(line: mark.line, column: mark.column, key: "", message: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            .init(
                line: context.mark.line,
                column: context.mark.column,
                key: duplicates.map { "\($0)" }.joined(separator: ", "),
                message: "this key stands here twice"
            )
        default: .init(line: 1, column: 1, key: "", message: "this is not YAML: \(error)")
        }
    }
}
