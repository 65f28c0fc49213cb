import ArgumentParser
import SluiceManifest

/// `sluice config`: what the manifest really says.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints every value of the manifest, defaults included, and where each comes from."
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "As `sluice up` runs it on this machine: the values under local win.")
    var local = false

    @Flag(help: "Print every key there is, as a Markdown table, and read no manifest.")
    var keys = false

    func run() throws {
        guard !keys else { return Terminal.out(ManifestReference.markdown) }
        let loaded = try project.load(forLocal: local)
        if output.json {
            try Terminal.json(loaded.effective)
        } else {
            var table = TextTable([("key", .left), ("value", .left), ("from", .left)])
            for value in loaded.effective { table.add([value.key, value.value, value.origin]) }
            Terminal.out(table.text)
        }
    }
}
