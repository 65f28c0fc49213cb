import ArgumentParser
import SluiceAdvice
import SluiceManifest
import SluiceModel
import SluiceSimulation

/// `sluice lint`: what will go wrong, in numbers.
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks for settings that will cost time, money or work, and shows by simulation what they do.",
        discussion: """
            Judges the manifest as it goes to AWS. Ends with exit code 1 when something is found.
            --worker plain judges it for tasks that only receive, compute and delete.
            """
    )

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "What runs in a task: sluice or plain.")
    var worker = "sluice"

    @Option(name: .customLong("vcpu-quota"), help: "vCPUs the account may use (default: 6, those of a new account).")
    var quota: Double?

    func validate() throws {
        guard ["sluice", "plain"].contains(worker) else { throw ValidationError("--worker is sluice or plain") }
    }

    func run() throws {
        let manifest = try project.load(forLocal: false).manifest
        var rules: WorkerRules = worker == "plain" ? .plain : .sluice
        rules.stopTimeout = manifest.task.stopTimeout
        rules.retries = manifest.queue.retries
        var platform = PlatformRules()
        platform.processorQuota = quota
        let findings = Linter.findings(in: manifest, worker: rules, platform: platform)
        if output.json {
            try Terminal.json(findings)
        } else if findings.isEmpty {
            Terminal.out("\(project.file): nothing found")
        } else {
            Terminal.out(findings.map { text($0) }.joined(separator: "\n\n"))
            let count = findings.count
            Terminal.note("\n\(count) \(count == 1 ? "finding" : "findings")")
        }
        guard findings.isEmpty else { throw ExitCode(1) }
    }

    private func text(_ finding: Finding) -> String {
        var lines = ["\(finding.severity.rawValue): \(finding.rule) (\(finding.key))", indented(finding.problem)]
        if !finding.evidence.isEmpty { lines.append(indented("simulated: " + finding.evidence)) }
        lines.append(indented("instead: " + finding.advice))
        return lines.joined(separator: "\n")
    }

    /// The text in lines of at most a hundred characters, two spaces in.
    private func indented(_ text: String) -> String {
        var lines: [String] = []
        var line = " "
        for word in text.split(separator: " ") {
            if line.count + word.count + 1 > 100 {
                lines.append(line)
                line = "   "
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
