import ArgumentParser
import SluiceFetalHeartRate
import SluiceJob
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice job fhr`: fetal heart rate from an abdominal ECG.
struct FetalHeartRateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhr",
        abstract: "Finds the fetal heart rate in a multi-channel abdominal ECG (WFDB, EDF, BDF or CSV).",
        discussion: """
            Leaves fhr.json (beats, traces, quality, events), ctg.svg (the strip), beats.fqrs and maternal.qrs (WFDB \
            annotations) in the output folder. Exit code 3 for a recording that cannot be read or analysed, however often \
            it is tried. For research; not a medical device.
            """
    )

    @Argument(help: "The recording: .hea, .dat, .edf, .bdf or .csv (default: the job's input).")
    var recording: String?

    @Option(
        name: .shortAndLong,
        help: "The folder for the results (default: the job's output folder, or here)."
    )
    var output: String?

    @Option(
        help: "Only write the recording as CSV to this file: a job has one input, and a WFDB record is several files.",
        completion: .file()
    )
    var csv: String?

    @Option(help: "Score every annotated recording in this folder instead.", completion: .directory)
    var score: [String] = []

    @OptionGroup var format: OutputOptions

    func validate() throws {
        guard csv == nil || recording != nil else { throw ValidationError("--csv needs a recording to write.") }
        let isJob = ProcessInfo.processInfo.environment["SLUICE_INPUT"] != nil
        guard recording != nil || !score.isEmpty || isJob else {
            throw ValidationError("Name a recording, or folders of annotated ones with --score.")
        }
    }

    func run() throws {
        if let csv, let recording {
            do {
                return try OutputFile.write(Recording.read(path: recording).csvText(), to: csv)
            } catch let error as RecordingError {
                throw CommandFailure(error.description)
            }
        }
        if score.isEmpty {
            var environment = ProcessInfo.processInfo.environment
            if let recording { environment["SLUICE_INPUT"] = recording }
            if let output { environment["SLUICE_OUTPUT"] = output }
            throw ExitCode(
                FetalHeartRateJob.exitCode(of: FetalHeartRateJob(), JobContext(environment: environment))
            )
        }
        try scoreAll()
    }

    private func scoreAll() throws {
        var records: [ScoredRecord] = []
        let headers = try score.flatMap { folder in
            try Recording.annotatedRecords(inFolder: folder)
        }
        guard !headers.isEmpty else {
            throw CommandFailure("\(score.joined(separator: ", ")): no recording with a .fqrs file beside it.")
        }
        for (index, header) in headers.enumerated() {
            Terminal.progress("\(index + 1) of \(headers.count): \(header)")
            let start = ContinuousClock.now
            let recording = try Recording.read(path: header)
            let reference = try Recording.referenceBeats(besideHeader: header)
            // What is scored is what the annotation file says: whole samples.
            let detected = try FetalHeartRateAnalysis.run(recording).fetalAnnotations
                .seconds(samplingRate: recording.samplingRate)
            let seconds = start.duration(to: .now).inSeconds
            let score = BeatScore.compare(reference: reference, detected: detected, duration: recording.duration)
            records.append(ScoredRecord(name: recording.name, score: score, seconds: seconds))
        }
        Terminal.endProgress()
        Terminal.out(format.json ? ScoreTable.json(records) : ScoreTable.text(records))
    }
}

/// The analysis as a job: one recording in, four files out.
private struct FetalHeartRateJob: Job {
    func run(_ context: JobContext) throws {
        guard let input = context.input else { throw JobRejected("name a recording, or run it as a job with an input") }
        let start = ContinuousClock.now
        let (result, reading): (FetalHeartRateResult, Duration)
        do {
            context.report(0.02, "reading \(input.lastPathComponent)")
            let recording = try Recording.read(path: input.path())
            reading = start.duration(to: .now)
            result = try FetalHeartRateAnalysis.run(recording) { fraction, step in
                context.report(0.05 + 0.9 * fraction, step)
            }
        } catch let error as RecordingError {
            // The same bytes will not read better the next time.
            throw JobRejected(error.description)
        } catch let error as AnalysisError {
            throw JobRejected(error.description)
        }
        try context.write(Data(result.json(seconds: nil).utf8), to: "fhr.json")
        try context.write(Data(result.ctgSVG().utf8), to: "ctg.svg")
        try context.write(Data(result.fetalAnnotations.bytes), to: "beats.fqrs")
        try context.write(Data(result.maternalAnnotations.bytes), to: "maternal.qrs")
        context.report(1, "done")
        let seconds = start.duration(to: .now).inSeconds
        Terminal.out(Self.summary(result, seconds: seconds) + Self.pace(input, reading))
        // As a job its outputs go elsewhere, and this would say nothing.
        if ProcessInfo.processInfo.environment["SLUICE_JOB_ID"] == nil {
            Terminal.note("fhr.json, ctg.svg, beats.fqrs and maternal.qrs are in \(context.outputFolder.path())")
        }
    }

    /// How fast a large file was read; nothing of a small one.
    private static func pace(_ input: URL, _ duration: Duration) -> String {
        let bytes = (try? FileManager.default.attributesOfItem(atPath: input.path())[.size] as? Int) ?? 0
        guard bytes >= 5_000_000, duration > .zero else { return "" }
        let rate = Double(bytes) / 1e6 / duration.inSeconds
        return " (\(bytes / 1_000_000) MB read at \(Int(rate.rounded())) MB/s)"
    }

    private static func summary(_ result: FetalHeartRateResult, seconds: Double) -> String {
        func bpm(_ value: Double?) -> String { value.map { "\(Int($0.rounded())) bpm" } ?? "not found" }
        let summary = result.summary
        return "\(result.record): fetal \(bpm(summary.fetalMean)) (\(summary.fetalBeats) beats, "
            + "\(Int((summary.fetalCoverage * 100).rounded())) % of the time), maternal \(bpm(summary.maternalMean)), "
            + "\(JobTable.seconds(seconds)) s"
    }
}
