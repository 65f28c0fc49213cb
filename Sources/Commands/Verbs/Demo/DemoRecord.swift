import SluiceFetalHeartRate
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One annotated recording of the demo and what became of it.
struct DemoRecord: Sendable {
    let name: String
    let header: String
    var job: JobID?

    /// The places where recordings are looked for when none are named.
    private static let usualFolders = [
        ["../shared/data/fhr/open/set-a", "../shared/data/fhr/open/labour"], ["Examples/fhr/records"],
    ]

    /// The annotated recordings in `folders`, or in the usual places.
    /// - Throws: `CommandFailure` when there are none.
    static func find(in folders: [String]) throws -> [DemoRecord] {
        let choices = folders.isEmpty ? usualFolders : [folders]
        for choice in choices {
            let headers = try choice.filter { FileManager.default.fileExists(atPath: $0) }.flatMap {
                try Recording.annotatedRecords(inFolder: $0)
            }
            if !headers.isEmpty { return headers.map { DemoRecord(name: name(of: $0), header: $0) } }
        }
        throw CommandFailure(
            "No annotated recordings in \(choices.joined().joined(separator: ", ")). Name a folder with --records."
        )
    }

    private static func name(of header: String) -> String {
        let file = header.split(separator: "/").last.map(String.init) ?? header
        return file.hasSuffix(".hea") ? String(file.dropLast(4)) : file
    }
}

/// The row of a record in the demo's table.
struct DemoResult: Sendable, Codable {
    var record: String
    var job: String
    var status: String
    /// Mean fetal heart rate that the job found, in beats per minute.
    var fetalBPM: Double?
    /// The same from the reference annotation.
    var referenceBPM: Double?
    var beatsMatched: Int
    var beatsInReference: Int
    var beatsFound: Int
    var seconds: Double?
    var peakMemoryBytes: Int64?
    var task: String?
    var chart: String?

    /// Puts together what the job found and what the annotation says.
    init(record: DemoRecord, status: JobStatus?, fhr: Data?, chart: String) throws {
        self.record = record.name
        job = record.job?.text ?? ""
        self.status = status?.status.rawValue ?? "unknown"
        let recording = try Recording.read(path: record.header)
        let reference = try Recording.referenceBeats(besideHeader: record.header)
        let found = try fhr.map { try JSONDecoder().decode(Document.self, from: $0) }
        let score = BeatScore.compare(
            reference: reference,
            detected: found?.fetal.r_s ?? [],
            duration: recording.duration
        )
        beatsMatched = score.matched
        beatsInReference = score.referenceCount
        beatsFound = score.detectedCount
        fetalBPM = found?.summary.fhr_mean
        referenceBPM = Self.rate(reference)
        seconds = status?.usage?.wallSeconds
        peakMemoryBytes = status?.usage?.peakMemoryBytes
        task = status?.task
        self.chart = found == nil ? nil : chart
    }

    /// The mean rate over the annotated stretches; intervals of more than 1.5 s are holes in the annotation.
    private static func rate(_ beats: [Double]) -> Double? {
        let intervals = zip(beats.dropFirst(), beats).map { $0 - $1 }.filter { $0 <= 1.5 }
        return intervals.isEmpty ? nil : 60 * Double(intervals.count) / intervals.reduce(0, +)
    }

    // The names are those of fhr.json.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    private struct Document: Decodable {
        struct Fetal: Decodable { let r_s: [Double] }
        struct Summary: Decodable { let fhr_mean: Double? }
        let fetal: Fetal
        let summary: Summary
    }

    /// The table of the demo, with a last row for all.
    static func table(_ results: [DemoResult]) -> String {
        var table = TextTable([
            ("record", .left), ("FHR", .right), ("reference", .right), ("beats matched", .right), ("seconds", .right),
            ("memory", .right), ("task", .left), ("status", .left),
        ])
        func bpm(_ value: Double?) -> String { value.map { "\(Int($0.rounded())) bpm" } ?? "-" }
        for result in results {
            table.add([
                result.record, bpm(result.fetalBPM), bpm(result.referenceBPM),
                "\(result.beatsMatched) of \(result.beatsInReference)", result.seconds.map(JobTable.seconds) ?? "-",
                result.peakMemoryBytes.map(JobTable.memory) ?? "-", result.task ?? "-", result.status,
            ])
        }
        let matched = results.reduce(0) { $0 + $1.beatsMatched }
        let all = results.reduce(0) { $0 + $1.beatsInReference }
        let seconds = results.reduce(0) { $0 + ($1.seconds ?? 0) }
        table.add([
            "all", "", "", "\(matched) of \(all)", JobTable.seconds(seconds),
            JobTable.memory(results.compactMap(\.peakMemoryBytes).max() ?? 0), "",
            "\(results.count { $0.status == "succeeded" }) of \(results.count) succeeded",
        ])
        return table.text
    }
}
