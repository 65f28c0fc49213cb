import ArgumentParser
import SluiceModel
import SluiceReport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice report`: runs as a page of charts.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws runs, simulated or measured, as one HTML page, or as SVG files.",
        discussion: """
            sluice report                           the run of `sluice up` in this folder, also while it goes on
            sluice simulate --burst 100 --timeline run.json
            sluice report run.json -o run.html
            sluice report run.json --svg pictures
            sluice report before.json after.json    both on the same axes, then each by itself
            """
    )

    @Argument(help: "Timelines (default: that of the last `sluice up` of this project).")
    var timelines: [String] = []

    @Option(name: .shortAndLong, help: "Where the page goes.")
    var output = "report.html"

    @Option(help: "Write each chart as an SVG file into this folder, too.")
    var svg: String?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        guard timelines.count <= OverlayChart.mostRuns else {
            throw ValidationError("More than \(OverlayChart.mostRuns) runs on the same axes cannot be told apart.")
        }
    }

    func run() throws {
        let paths = timelines.isEmpty ? ["\(project.stateFolder)/\(RunRecording.fileName)"] : timelines.map(Self.file)
        let runs = try zip(paths, Self.labels(paths)).map { path, label in
            ReportRun(label: label, timeline: try TimelineReader.read(path))
        }
        let page =
            runs.count == 1
            ? ReportPage(runs[0].timeline)
            : ReportPage(
                title: Set(runs.map(\.timeline.source.name)).sorted().joined(separator: ", "),
                subtitle: "\(runs.count) runs: \(runs.map(\.label).joined(separator: ", "))",
                runs: runs
            )
        try OutputFile.write(page.html, to: output)
        Terminal.out(output)
        if let svg { try Self.writePictures(of: runs, to: svg) }
    }

    /// The timeline in a folder of an evaluation, or the file itself.
    private static func file(_ path: String) -> String {
        let inside = "\(path)/\(RunRecording.fileName)"
        return FileManager.default.fileExists(atPath: inside) ? inside : path
    }

    /// The charts of the runs upon each other, or of the only one, as files in `folder`.
    private static func writePictures(of runs: [ReportRun], to folder: String) throws {
        func write(_ name: String, _ picture: SVGElement) throws {
            let path = "\(folder)/\(name).svg"
            try OutputFile.write(ReportPage.file(picture), to: path)
            Terminal.out(path)
        }
        guard runs.count == 1 else {
            for chart in OverlayChart.all { try write(chart.name, chart.draw(runs, .wide)) }
            return
        }
        for chart in ReportPage.charts { try write(chart.name, chart.draw(runs[0].timeline, .wide)) }
    }

    /// The shortest names that tell the files apart: without folders and ending where that is enough.
    ///
    /// The timeline of an evaluation is called as its folder is, because all are called `timeline`.
    static func labels(_ paths: [String]) -> [String] {
        let names = paths.map { path in
            let parts = path.split(separator: "/")
            if parts.last == "timeline.json", parts.count > 1 { return String(parts[parts.count - 2]) }
            let name = parts.last.map(String.init) ?? path
            return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
        }
        return Set(names).count == names.count ? names : paths
    }
}
