import ArgumentParser
import SluiceAWS
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What people name on the command line for jobs to work on.
enum JobInputs {
    /// Looks at what was named, before anything is begun for it.
    /// - Throws: `ValidationError`, or `CommandFailure` when a file is not there.
    static func check(_ inputs: [String]) throws {
        for input in inputs {
            if input.hasPrefix("s3://") {
                guard ObjectLocation(uri: input) != nil else {
                    throw ValidationError("'\(input)' is not of the form s3://bucket/key.")
                }
            } else if !FileManager.default.isReadableFile(atPath: input) {
                throw CommandFailure("\(input): there is no such file, or it cannot be read.")
            }
        }
    }

    /// Uploads the files among `inputs` to the bucket of `target`; without inputs one nil, for jobs that need none.
    /// - Throws: `ValidationError`, `CommandFailure` when a file is not there, or what the upload throws.
    static func upload(_ inputs: [String], to target: JobTarget) async throws -> [ObjectLocation?] {
        guard !inputs.isEmpty else { return [nil] }
        try check(inputs)
        let s3 = S3Client(target.aws)
        var locations: [ObjectLocation?] = []
        for (index, input) in inputs.enumerated() {
            if let location = ObjectLocation(uri: input) {
                locations.append(location)
                continue
            }
            Terminal.progress("uploading \(input) (\(index + 1) of \(inputs.count))")
            let name = input.split(separator: "/").last.map(String.init) ?? input
            let location = ObjectLocation(bucket: target.bucket, key: JobKeys.input(name))
            _ = try await s3.upload(
                file: input,
                bucket: location.bucket,
                key: location.key,
                contentType: "application/octet-stream"
            )
            locations.append(location)
        }
        Terminal.endProgress()
        return locations
    }

    /// Reads a JSON object of parameters.
    /// - Throws: `ValidationError` for anything else.
    static func parameters(_ text: String) throws -> [String: JSONValue] {
        guard case .object(let fields)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            throw ValidationError("--parameters must be a JSON object, such as '{\"threshold\": 5}'.")
        }
        return fields
    }
}
