import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folders of one attempt: where the job works, where its input lies and where it leaves its outputs.
struct ScratchFolder: Sendable {
    let path: String

    /// Makes the folders for an attempt, empty, below `parent`.
    /// - Throws: A file error.
    init(parent: String, job: JobID, attempt: Int) throws {
        path = "\(parent)/\(job)-\(attempt)"
        let files = FileManager.default
        try? files.removeItem(atPath: path)
        for folder in [workFolder, inputFolder, outputFolder] {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
    }

    /// The job's working directory.
    var workFolder: String { "\(path)/work" }
    private var inputFolder: String { "\(path)/input" }
    /// What the job leaves here becomes an output.
    var outputFolder: String { "\(path)/output" }
    /// The job's standard output and error.
    var logFile: String { "\(path)/log.txt" }
    /// Where the job writes how far it is.
    var progressFile: String { "\(path)/progress" }

    /// Where the input goes; it keeps its name, for jobs that look at the extension.
    func inputFile(_ location: ObjectLocation) -> String {
        let name = location.name.isEmpty || location.name == "." || location.name == ".." ? "input" : location.name
        return "\(inputFolder)/\(name.prefix(200))"
    }

    /// The regular files in the output folder, by their paths below it, in order.
    func outputs() -> [String] {
        let files = FileManager.default
        guard let all = try? files.subpathsOfDirectory(atPath: outputFolder) else { return [] }
        return all.filter { name in
            let type = (try? files.attributesOfItem(atPath: "\(outputFolder)/\(name)"))?[.type] as? FileAttributeType
            return type == .typeRegular
        }.sorted()
    }

    /// The last line of the progress file that reads as progress.
    func progress() -> JobProgress? {
        guard let data = FileManager.default.contents(atPath: progressFile) else { return nil }
        let lines = String(decoding: data.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.reversed().lazy.compactMap { JobProgress(line: String($0)) }.first
    }

    /// Removes everything; what cannot be removed now is removed when the same attempt is made again.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
