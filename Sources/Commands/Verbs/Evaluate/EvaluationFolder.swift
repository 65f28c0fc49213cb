import Foundation
import SluiceEvaluation
import SluiceManifest
import SluiceModel
import SluiceReport

/// The folder of one evaluation.
struct EvaluationFolder {
    let path: String
    /// Whether it was made for this evaluation; an empty one that was there is its owner's.
    private let isNew: Bool

    /// Where the local system keeps its state while it runs.
    var state: String { "\(path)/state" }
    /// What the local system says.
    var log: String { "\(path)/up.log" }
    var report: String { "\(path)/report.html" }

    /// Makes `evaluations/<time>-<name>`, or the folder that was named.
    /// - Throws: `CommandFailure` when it cannot be made or holds something.
    init(_ named: String?, name: String, at now: Timestamp) throws {
        path = Startup.absolute(named ?? "evaluations/\(Self.stamp(now))-\(name)")
        isNew = !FileManager.default.fileExists(atPath: path)
        let held = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard held.isEmpty else { throw CommandFailure("\(path) is not empty; name another folder with --output.") }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("\(path): cannot be made: \(PlainReason.of(error))")
        }
    }

    /// Such as `20261124-165300`, UTC.
    static func stamp(_ now: Timestamp) -> String {
        now.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }.replacing("T", with: "-")
    }

    /// Writes every file of the evaluation.
    /// - Throws: `CommandFailure`, or what encoding throws.
    func write(_ report: EvaluationReport, ledger: [JobLedger.Entry], manifest: [EffectiveValue]) throws {
        try TimelineReader.write(report.measured, to: "\(path)/timeline.json")
        try TimelineReader.write(report.predicted, to: "\(path)/predicted.json")
        try OutputFile.write(CSVText.jobs(ledger, begin: report.document.begin), to: "\(path)/jobs.csv")
        try OutputFile.write(CSVText.series(report.measured.series), to: "\(path)/series.csv")
        try OutputFile.write(report.page.html, to: self.report)
        try OutputFile.write(try Terminal.jsonText(report.document) + "\n", to: "\(path)/evaluation.json")
        try OutputFile.write(try Terminal.jsonText(manifest) + "\n", to: "\(path)/manifest.json")
    }

    /// Removes what an evaluation that never began has left.
    func abandon() {
        for made in isNew ? [path] : [state, log] { try? FileManager.default.removeItem(atPath: made) }
    }

    /// Removes the state of the local system, which may be large; its outputs go with it.
    func removeState() { try? FileManager.default.removeItem(atPath: state) }
}
