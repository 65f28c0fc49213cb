import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The environment of a job process (design, section 3.1).
enum JobEnvironment {
    /// The contract's variables over the manifest's over `base`.
    static func variables(
        _ status: JobStatus,
        scratch: ScratchFolder,
        deadline: Timestamp,
        base: [String: String]
    ) throws -> [String: String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var variables = base
        variables["SLUICE_JOB_ID"] = status.id.text
        variables["SLUICE_ATTEMPT"] = String(status.attempt)
        variables["SLUICE_OUTPUT"] = scratch.outputFolder
        variables["SLUICE_PARAMETERS"] = String(decoding: try encoder.encode(status.parameters), as: UTF8.self)
        variables["SLUICE_DEADLINE"] = deadline.rfc3339
        variables["SLUICE_PROGRESS"] = scratch.progressFile
        if let input = status.input {
            variables["SLUICE_INPUT"] = scratch.inputFile(input)
            variables["SLUICE_INPUT_URI"] = input.uri
        }
        return variables
    }
}
