/// The value of `x-amz-content-sha256`: what the signature says about the body.
package enum PayloadHash: Sendable, Hashable {
    /// Hex SHA-256 of a plain body.
    case sha256(String)
    /// A plain body that the signature does not cover.
    case unsigned
    /// aws-chunked, each chunk signed.
    case signedChunks
    /// aws-chunked, each chunk and the trailer signed.
    case signedChunksWithTrailer
    /// aws-chunked, nothing signed, checksum in the trailer.
    case unsignedChunksWithTrailer

    /// Reads the header's value; nil for anything else (SigV4A's variants among it).
    package init?(_ value: String) {
        switch value {
        case "UNSIGNED-PAYLOAD": self = .unsigned
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": self = .signedChunks
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": self = .signedChunksWithTrailer
        case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": self = .unsignedChunksWithTrailer
        default:
            guard value.utf8.count == 64, value.utf8.allSatisfy(Self.isLowerHex) else { return nil }
            self = .sha256(value)
        }
    }

    /// The header's value.
    package var text: String {
        switch self {
        case .sha256(let hex): hex
        case .unsigned: "UNSIGNED-PAYLOAD"
        case .signedChunks: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .signedChunksWithTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .unsignedChunksWithTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 97...102: true
        default: false
        }
    }
}
