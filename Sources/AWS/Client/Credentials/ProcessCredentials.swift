import Dispatch
import Foundation
package import SluiceModel
package import SluiceWire

/// The keys that a program prints (`credential_process`).
package struct ProcessCredentials: CredentialProvider {
    private let command: String
    private let environment: [String: String]

    private static let source = "credential_process"

    /// The keys that `command`, a line for the shell, prints as JSON.
    package init(command: String, environment: [String: String]) {
        self.command = command
        self.environment = environment
    }

    /// Runs the program.
    /// - Throws: `CredentialError.failed` when it fails or prints something else.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        let (status, output) = try await Self.run(command, environment)
        guard status == 0 else {
            throw CredentialError.failed(source: Self.source, reason: "it ended with code \(status)")
        }
        return try Self.read(output)
    }

    /// The keys in what the program printed: JSON, version 1.
    static func read(_ output: [UInt8]) throws(CredentialError) -> AWSCredentials {
        guard (try? JSONDecoder().decode(Version.self, from: Data(output)))?.version == 1 else {
            throw .failed(source: source, reason: "its output is not JSON with \"Version\": 1")
        }
        return try MetadataKeys.read(output, source: source)
    }

    private struct Version: Decodable {
        let version: Int

        private enum CodingKeys: String, CodingKey {
            case version = "Version"
        }
    }

    /// Waits on a thread of its own: the program may ask somebody for a password and take minutes.
    private static func run(_ command: String, _ environment: [String: String]) async throws -> (Int32, [UInt8]) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try runNow(command, environment) })
            }
        }
    }

    private static func runNow(
        _ command: String,
        _ environment: [String: String]
    ) throws(CredentialError) -> (Int32, [UInt8]) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (process.terminationStatus, Array(data))
        } catch {
            throw .failed(source: source, reason: "\(error)")
        }
    }
}
