import Foundation

/// A server started for a measurement; it says where it listens in its first line of output, as JSON.
final class ServerProcess {
    let port: Int
    private let process: Process

    init(_ program: String, _ arguments: [String]) throws {
        process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != 10 { line += byte }
        let fields = try JSONSerialization.jsonObject(with: line) as? [String: Any]
        guard let endpoint = fields?["endpoint"] as? String, let port = URL(string: endpoint)?.port else {
            throw Failure.noEndpoint(String(decoding: line, as: UTF8.self))
        }
        self.port = port
        apiKey = fields?["apiKey"] as? String ?? ""
    }

    /// What the intake API wants; empty when there is none.
    let apiKey: String

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// The server did not come up.
    enum Failure: Error {
        case noEndpoint(String)
    }
}
