import Crypto
import SluiceWire

/// What a request says of the part of a file that it carries, found by reading that part once.
struct FileDigest: Sendable, Hashable {
    let crc32: ChecksumValue
    /// In hex; nil when it was not asked for.
    let sha256: String?

    /// Reads `slice` piece by piece.
    /// - Throws: `FileError`.
    init(_ slice: FileSlice, wantsSHA256: Bool) async throws {
        var crc32 = StreamingChecksum(.crc32)
        var sha256 = SHA256()
        var pieces = slice.makeAsyncIterator()
        while let piece = try await pieces.nextBytes() {
            crc32.update(piece)
            if wantsSHA256 { sha256.update(data: piece) }
        }
        self.crc32 = crc32.value
        self.sha256 = wantsSHA256 ? Hashing.hex(sha256.finalize()) : nil
    }
}
