/// Why a file could not be read as a recording or as annotations.
package enum RecordingError: Error, Equatable, CustomStringConvertible {
    /// The place in a file an error speaks of.
    package enum Place: Equatable, Sendable {
        /// A line of a text file, counted from 1.
        case line(Int)
        /// An offset into a binary file, counted from 0.
        case byte(Int)
        /// The file as a whole.
        case whole
    }

    /// Something at `place` is not what the format asks for.
    case malformed(file: String, at: Place, expected: String, found: String)
    /// The file is of a kind, or uses a feature, that is not read.
    case unsupported(file: String, feature: String)
    /// A file that this one refers to was not supplied.
    case missingCompanion(file: String, needs: String)
    /// The samples of a signal do not add up to the checksum in the header.
    case checksumMismatch(file: String, signal: Int, header: Int, computed: Int)
    /// The file could not be opened.
    case unreadable(path: String, reason: String)

    /// One sentence: which file, where, what was expected.
    package var description: String {
        switch self {
        case .malformed(let file, let place, let expected, let found):
            "\(file)\(Self.text(place)): expected \(expected), found \(found)"
        case .unsupported(let file, let feature):
            "\(file): \(feature) is not supported"
        case .missingCompanion(let file, let needs):
            "\(file): needs \(needs) beside it, which was not given"
        case .checksumMismatch(let file, let signal, let header, let computed):
            "\(file): signal \(signal) adds up to \(computed), but the header says \(header); the file is damaged"
        case .unreadable(let path, let reason):
            "\(path): cannot be read (\(reason))"
        }
    }

    private static func text(_ place: Place) -> String {
        switch place {
        case .line(let number): ", line \(number)"
        case .byte(let offset): ", byte \(offset)"
        case .whole: ""
        }
    }
}
