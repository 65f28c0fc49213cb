package import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The keys of the local cloud, in the format of an AWS credentials file (`.sluice/credentials`).
package struct LocalCredentials: Sendable, Hashable {
    package let keys: AWSCredentials
    /// What the intake API expects in `x-api-key`.
    package let apiKey: String

    /// Reads the file at `path`, or makes it with fresh keys that only its owner may read.
    /// - Throws: `LocalCredentialsError` when the file is there but incomplete, or a file error when it cannot be written.
    package static func loadOrCreate(
        path: String,
        using generator: inout some RandomNumberGenerator
    ) throws -> LocalCredentials {
        if FileManager.default.fileExists(atPath: path) { return try load(path: path) }
        let fresh = LocalCredentials(
            keys: AWSCredentials(
                accessKeyID: "AKIALOCAL" + random(11, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", &generator),
                secretAccessKey: random(40, letters, &generator)
            ),
            apiKey: random(32, letters, &generator)
        )
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: Data(fresh.text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw LocalCredentialsError.notWritable(path: path) }
        return fresh
    }

    /// Reads the file at `path`.
    /// - Throws: `LocalCredentialsError` when a key is missing, or a file error.
    package static func load(path: String) throws -> LocalCredentials {
        var values: [String: String] = [:]
        for line in String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).split(
            whereSeparator: \.isNewline
        ) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix { $0 == " " } }
            if parts.count == 2 { values[parts[0].filter { $0 != " " }] = parts[1].filter { $0 != " " } }
        }
        guard let id = values["aws_access_key_id"], let secret = values["aws_secret_access_key"],
            let apiKey = values["sluice_api_key"]
        else { throw LocalCredentialsError.incomplete(path: path) }
        return LocalCredentials(keys: AWSCredentials(accessKeyID: id, secretAccessKey: secret), apiKey: apiKey)
    }

    private var text: String {
        """
        # Keys of the local Sluice cloud in this folder. They open nothing else.
        [default]
        aws_access_key_id = \(keys.accessKeyID)
        aws_secret_access_key = \(keys.secretAccessKey)
        sluice_api_key = \(apiKey)

        """
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    private static func random(
        _ count: Int,
        _ alphabet: String,
        _ generator: inout some RandomNumberGenerator
    ) -> String {
        let characters = Array(alphabet)
        return String((0..<count).map { _ in characters[Int.random(in: 0..<characters.count, using: &generator)] })
    }
}

/// Why the keys of the local cloud cannot be had.
package enum LocalCredentialsError: Error, Hashable, Sendable {
    /// The file lacks one of its three keys.
    case incomplete(path: String)
    /// The file cannot be made.
    case notWritable(path: String)
}
