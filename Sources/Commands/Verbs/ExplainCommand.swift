import ArgumentParser
import SluiceAdvice
import SluiceModel

/// `sluice explain`: why it scaled, or did not.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says why a run scaled, or did not: metric, alarm, policy, decision, task, first job.",
        discussion: """
            sluice explain --at 14:05               the run of `sluice up` in this folder, also while it goes on
            sluice simulate --burst 100 --timeline run.json
            sluice explain run.json                 a whole run
            sluice explain run.json --at 2m         one moment after the start
            sluice explain run.json --at 14:05      one moment of the day, UTC
            """
    )

    @Argument(help: "A timeline (default: that of the last `sluice up` of this project).")
    var timeline: String?

    @Option(help: "The moment: 25m after the start, 14:05 or 14:05:30 (UTC), or an RFC 3339 time.")
    var at: String?

    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let timeline = try TimelineReader.read(self.timeline ?? "\(project.stateFolder)/\(RunRecording.fileName)")
        let explanation = try explanation(of: timeline)
        if output.json { return try Terminal.json(explanation) }
        Terminal.out("\(timeline.source.name), \(timeline.source.kind.rawValue): \(timeline.source.title)\n")
        Terminal.out(explanation.answer + "\n")
        var table = TextTable([("time", .left), ("", .left)])
        for entry in explanation.entries { table.add([entry.time, entry.text]) }
        Terminal.out(table.text)
    }

    private func explanation(of timeline: Timeline) throws -> Explanation {
        guard let at else { return Explanation(of: timeline) }
        do {
            return Explanation(of: timeline, at: try TimelineMoment.read(at, in: timeline))
        } catch {
            throw CommandFailure("--at: \(error)")
        }
    }
}
