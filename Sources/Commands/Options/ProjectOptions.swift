import ArgumentParser

/// Which project a command works on.
struct ProjectOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The manifest.")
    var file = "sluice.yaml"

    @Option(name: .customLong("set"), help: "Change a value for this run, such as scaling.max=8. May be repeated.")
    var changes: [String] = []

    @Option(help: "The state folder (default: .sluice beside the manifest).")
    var state: String?

    /// The folder the manifest lies in.
    var folder: String { ManifestFile.folder(of: file) }

    /// The state folder.
    var stateFolder: String { state ?? "\(folder)/.sluice" }
}

/// What a result looks like.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false
}
