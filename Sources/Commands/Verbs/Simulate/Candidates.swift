import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// What `--compare` sets side by side; the manifest alone when it says nothing.
struct Candidates {
    /// A name for its column, and its run.
    struct Candidate {
        let name: String
        let setup: SimulationSetup
    }

    let all: [Candidate]

    init(_ list: String?, load: LoadOptions, scenario: Scenario) throws {
        guard let list else {
            let setup = try load.setup(try load.loadManifest(), scenario)
            all = [Candidate(name: setup.policies.first?.name ?? setup.name, setup: setup)]
            return
        }
        all = try list.split(separator: ",").map { try Self.candidate(String($0), load, scenario) }
    }

    /// A policy or a manifest, then `:key=value` for what else is changed, then `+plain`.
    private static func candidate(_ text: String, _ load: LoadOptions, _ scenario: Scenario) throws -> Candidate {
        let isPlain = text.hasSuffix("+plain")
        let parts = (isPlain ? String(text.dropLast(6)) : text).split(separator: ":").map(String.init)
        let (name, changes) = (parts.first ?? "", Array(parts.dropFirst()))
        var setup: SimulationSetup
        if ["steps", "backlog", "direct"].contains(name) {
            setup = try load.setup(try manifest(policy: name, changes, load), scenario)
        } else if name.contains(".") || name.contains("/") {
            setup = try load.setup(try load.loadManifest(name, changes: changes), scenario)
        } else {
            throw CommandFailure("--compare: '\(name)' is neither steps, backlog or direct nor a manifest's file")
        }
        if isPlain {
            let rules = setup.worker
            setup.worker = .plain
            setup.worker.overhead = rules.overhead
            setup.worker.stopTimeout = rules.stopTimeout
            setup.queue.maximumReceives = rules.retries + 1
        }
        return Candidate(name: text, setup: setup)
    }

    private static func manifest(policy: String, _ changes: [String], _ load: LoadOptions) throws -> Manifest {
        let own = try load.loadManifest(changes: changes)
        if own.scaling.policy.name == policy { return own }
        guard policy == "steps" else { return try load.loadManifest(changes: changes + ["scaling.policy=\(policy)"]) }
        // A manifest of another policy may have no steps: then those of the system that Sluice grew from stand in.
        var manifest = own
        manifest.scaling.policy = .steps(.original)
        Terminal.note(
            "steps: the manifest's policy is \(own.scaling.policy.name); the original system's steps stand in."
        )
        return manifest
    }
}
