import Yams

/// A manifest of AWS Copilot's worker services, which are no longer supported, as ours.
package struct CopilotManifest {
    private let root: Node
    /// The environments that have values of their own.
    package let environments: [String]

    /// Why a file is no manifest of Copilot.
    package struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// Reads a manifest.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - environment: The environment whose own values count; nil for what all have in common.
    /// - Throws: `ReadingError`.
    package init(_ text: String, environment: String? = nil) throws(ReadingError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ReadingError(description: "this is not YAML: \(error)")
        }
        guard let node, case .mapping(let mapping) = node else {
            throw ReadingError(description: "this is no manifest: it has no keys")
        }
        guard let type = mapping["type"]?.string else {
            throw ReadingError(description: "this is no manifest of Copilot: it has no 'type'")
        }
        guard type == "Worker Service" else {
            throw ReadingError(description: "this is a '\(type)'; only a 'Worker Service' has a queue")
        }
        let own = mapping["environments"]?.mapping
        environments = own?.keys.compactMap(\.string) ?? []
        guard let environment else {
            root = node
            return
        }
        guard let values = own?[Node(environment)] else {
            let known = environments.isEmpty ? "it has none" : "it has \(environments.joined(separator: ", "))"
            throw ReadingError(description: "there is no environment '\(environment)' in it; \(known)")
        }
        let common = mapping.filter { $0.key.string != "environments" }
        root = Self.merged(.mapping(Node.Mapping(common)), values)
    }

    /// The values of an environment laid over the common ones, map by map.
    private static func merged(_ base: Node, _ over: Node) -> Node {
        guard case .mapping(var result) = base, case .mapping(let values) = over else { return over }
        for (key, value) in values { result[key] = result[key].map { merged($0, value) } ?? value }
        return .mapping(result)
    }

    /// The manifest as ours.
    package var imported: ImportedManifest {
        var importer = CopilotImporter()
        importer.read(root, path: "")
        importer.finish()
        return importer.result
    }
}
