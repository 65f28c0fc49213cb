public import Foundation

/// What the process contract gives to a job, read from its environment.
public struct JobContext: Sendable {
    /// The job's id; `local` when run by hand.
    public let id: String
    /// Which attempt this is, from 1 on.
    public let attempt: Int
    /// The fetched input; nil for a job without one.
    public let input: URL?
    /// Where the input came from, `s3://bucket/key`.
    public let inputURI: String?
    /// The folder whose files become outputs.
    public let outputFolder: URL
    /// The parameters as JSON text.
    public let parametersJSON: Data
    /// When the attempt is ended; nil when there is no limit.
    public let deadline: Date?
    private let progressFile: URL?

    /// The context that `environment` describes; what is missing gets the values of a run by hand in the current folder.
    public init(environment: [String: String]) {
        id = environment["SLUICE_JOB_ID"] ?? "local"
        attempt = environment["SLUICE_ATTEMPT"].flatMap(Int.init) ?? 1
        input = environment["SLUICE_INPUT"].map { URL(filePath: $0) }
        inputURI = environment["SLUICE_INPUT_URI"]
        outputFolder = URL(filePath: environment["SLUICE_OUTPUT"] ?? ".")
        parametersJSON = Data((environment["SLUICE_PARAMETERS"] ?? "{}").utf8)
        deadline = environment["SLUICE_DEADLINE"].flatMap { try? Date($0, strategy: .iso8601) }
        progressFile = environment["SLUICE_PROGRESS"].map { URL(filePath: $0) }
    }

    /// The parameters as a type of the job's own.
    /// - Throws: `JobRejected` naming the field that is missing or wrong.
    public func parameters<Parameters: Decodable>(as type: Parameters.Type) throws -> Parameters {
        do {
            return try JSONDecoder().decode(type, from: parametersJSON)
        } catch {
            throw JobRejected("the parameters are not what the job expects: \(error)")
        }
    }

    /// The bytes of the input.
    /// - Throws: `JobRejected` when the job has none, or a file error.
    public func readInput() throws -> Data {
        guard let input else { throw JobRejected("this job needs an input") }
        return try Data(contentsOf: input)
    }

    /// Leaves `data` as the output `name`, a path below the output folder.
    /// - Throws: A file error.
    public func write(_ data: Data, to name: String) throws {
        let file = outputFolder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    /// Says how far the job is; `fraction` is 0 to 1.
    ///
    /// A line that cannot be written is lost: progress must not fail a job.
    public func report(_ fraction: Double, _ message: String) {
        guard let progressFile else { return }
        let line = "\(min(1, max(0, fraction))) \(message.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
        if let handle = try? FileHandle(forWritingTo: progressFile) {
            defer { try? handle.close() }
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: Data(line.utf8))
        } else {
            try? Data(line.utf8).write(to: progressFile)
        }
    }
}
