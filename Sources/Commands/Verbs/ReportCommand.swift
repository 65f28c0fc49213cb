import ArgumentParser
import SluiceModel
import SluiceReport

/// `sluice report`: a run as a page of charts.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a run, simulated or measured, as one HTML page, or as SVG files.",
        discussion: """
            sluice report                           the run of `sluice up` in this folder, also while it goes on
            sluice simulate --burst 100 --timeline run.json
            sluice report run.json -o run.html
            sluice report run.json --svg pictures
            """
    )

    @Argument(help: "A timeline (default: that of the last `sluice up` of this project).")
    var timeline: String?

    @Option(name: .shortAndLong, help: "Where the page goes.")
    var output = "report.html"

    @Option(help: "Write each chart as an SVG file into this folder, too.")
    var svg: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let timeline = try TimelineReader.read(self.timeline ?? "\(project.stateFolder)/\(RunRecording.fileName)")
        try OutputFile.write(ReportPage.html(timeline), to: output)
        Terminal.out(output)
        guard let svg else { return }
        for chart in ReportPage.charts {
            let path = "\(svg)/\(chart.name).svg"
            try OutputFile.write(ReportPage.file(chart.draw(timeline, .wide)), to: path)
            Terminal.out(path)
        }
    }
}
