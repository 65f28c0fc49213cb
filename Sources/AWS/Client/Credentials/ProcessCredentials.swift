import Dispatch
import Foundation
package import SluiceModel
package import SluiceWire

/// The keys that a program prints (`credential_process`).
package struct ProcessCredentials: CredentialProvider {
    private let command: String
    private let environment: [String: String]

    /// The keys that `command`, a line for the shell, prints as JSON.
    package init(command: String, environment: [String: String]) {
        self.command = command
        self.environment = environment
    }

    /// Runs the program.
    package func credentials(at now: Timestamp) async throws -> AWSCredentials? {
        let (status, output) = try await Self.run(command, environment)
        guard status == 0 else {
            throw CredentialError.failed(source: "credential_process", reason: "it ended with code \(status)")
        }
        guard (try? JSONDecoder().decode(Version.self, from: output))?.version == 1 else {
            throw CredentialError.failed(source: "credential_process", reason: "its output is not JSON of version 1")
        }
        do {
            return try JSONDecoder().decode(MetadataKeys.self, from: output).credentials
        } catch {
            throw CredentialError.failed(source: "credential_process", reason: "its output lacks keys: \(error)")
        }
    }

    private struct Version: Decodable {
        let version: Int

        private enum CodingKeys: String, CodingKey {
            case version = "Version"
        }
    }

    private static func run(_ command: String, _ environment: [String: String]) async throws -> (Int32, Data) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
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
                    continuation.resume(returning: (process.terminationStatus, data))
                } catch {
                    continuation.resume(
                        throwing: CredentialError.failed(source: "credential_process", reason: "\(error)")
                    )
                }
            }
        }
    }
}
