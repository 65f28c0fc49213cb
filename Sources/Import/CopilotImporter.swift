import SluiceManifest
import Yams

/// Walks through a manifest of Copilot and collects what becomes of it.
struct CopilotImporter {
    private(set) var result = ImportedManifest()
    private var entrypoint: [String] = []
    private var command: [String] = []
    private var commandSource = ""

    /// Reads the keys of a map.
    mutating func read(_ node: Node, path: String) {
        guard case .mapping(let mapping) = node else { return }
        for (keyNode, value) in mapping {
            guard let name = keyNode.string else { continue }
            read(name, value, path: path.isEmpty ? name : "\(path).\(name)", line: keyNode.mark?.line ?? 0)
        }
    }

    private mutating func read(_ name: String, _ value: Node, path: String, line: Int) {
        switch path {
        case "entrypoint", "command": return words(path, value, line)
        case "environments": return environments(value)
        default: break
        }
        if path.hasPrefix("variables.") { return variable(name, value, path, line) }
        if path.hasPrefix("secrets.") { return secret(name, value, path, line) }
        guard let rule = CopilotRules.all[path] else {
            return unmapped(path, line, "Copilot's worker services have no such key, or Sluice does not know it")
        }
        if rule.descends, value.mapping != nil { return read(value, path: path) }
        switch rule.convert?(value) {
        case .keys(let keys): for (key, text) in keys { add(key, text, path) }
        case .none(let reason)?: unmapped(path, line, reason)
        case nil: unmapped(path, line, "keys and values are expected here")
        }
    }

    /// A job is started for each message, so both make up its command.
    private mutating func words(_ path: String, _ value: Node, _ line: Int) {
        let list = value.array().compactMap(\.string)
        let words = value.sequence == nil ? CommandLineText.words(value.string ?? "") : list
        commandSource += commandSource.isEmpty ? path : " and \(path)"
        guard let words else { return unmapped(path, line, "it needs a shell: write job.command: [sh, -c, '...']") }
        guard !words.isEmpty else { return unmapped(path, line, "no program and its arguments") }
        if path == "entrypoint" { entrypoint = words } else { command = words }
    }

    private mutating func variable(_ name: String, _ value: Node, _ path: String, _ line: Int) {
        guard let text = value.string else {
            return unmapped(path, line, "write the value itself as task.environment.\(name)")
        }
        add("task.environment.\(name)", YAMLText.scalar(text), path)
    }

    private mutating func secret(_ name: String, _ value: Node, _ path: String, _ line: Int) {
        guard let text = value.string, text.hasPrefix("arn:"),
            text.contains(":secretsmanager:") || text.contains(":ssm:")
        else { return unmapped(path, line, "write the ARN of the secret or parameter as task.secrets.\(name)") }
        add("task.secrets.\(name)", YAMLText.scalar(text), path)
    }

    private mutating func environments(_ value: Node) {
        for (key, _) in value.mapping ?? [:] {
            guard let name = key.string else { continue }
            unmapped(
                "environments.\(name)",
                key.mark?.line ?? 0,
                "one file is one environment: import it with --environment \(name), under another name"
            )
        }
    }

    /// What a manifest of ours must have.
    mutating func finish() {
        if !result.entries.contains(where: { $0.key == "name" }) {
            add("name", "imported", "to be written: there is no name that Sluice can use")
        }
        let words = entrypoint + command
        if words.isEmpty {
            add("job.command", YAMLText.list(["./job"]), "to be written: Copilot takes it from the image")
            guard commandSource.isEmpty else { return }
            unmapped("command", 1, "neither entrypoint nor command is given; write the job's program as job.command")
        } else {
            add("job.command", YAMLText.list(words), commandSource)
        }
    }

    private mutating func add(_ key: String, _ value: String, _ source: String) {
        result.entries.append(.init(key: key, value: value, source: source))
    }

    private mutating func unmapped(_ key: String, _ line: Int, _ reason: String) {
        result.unmapped.append(.init(key: key, line: line, reason: reason))
    }
}
