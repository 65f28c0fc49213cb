import Crypto
package import NIOCore
import NIOPosix

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A part of a file as a stream of pieces, so that an upload of any size needs little memory.
package struct FileSlice: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    package let path: String
    /// Bytes from the start of the file.
    package let offset: Int64
    /// Bytes.
    package let length: Int64

    private static let pieceSize = 512 * 1024

    /// The `length` bytes of the file at `path` that begin at `offset`.
    package init(path: String, offset: Int64, length: Int64) {
        self.path = path
        self.offset = offset
        self.length = length
    }

    /// Opens the file when the first piece is asked for.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(slice: self, next: offset) }

    /// Reads one piece after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let slice: FileSlice
        fileprivate var next: Int64

        /// The next piece; nil at the end.
        /// - Throws: An I/O error, or `FileSliceError` when the file has become shorter.
        package mutating func next() async throws -> ByteBuffer? {
            let left = slice.offset + slice.length - next
            guard left > 0 else { return nil }
            let (path, at) = (slice.path, next)
            let count = Int(Swift.min(left, Int64(FileSlice.pieceSize)))
            let piece = try await NIOThreadPool.singleton.runIfActive { try FileSlice.read(path, at, count) }
            next += Int64(piece.readableBytes)
            return piece
        }
    }

    /// Hex SHA-256 of the slice, read from disk piece by piece.
    package func sha256() async throws -> String {
        var hash = SHA256()
        for try await piece in self { hash.update(data: Array(piece.readableBytesView)) }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func read(_ path: String, _ offset: Int64, _ count: Int) throws -> ByteBuffer {
        let file = try FileHandleBox(path)
        let bytes = try file.read(at: offset, count: count)
        guard bytes.count == count else { throw FileSliceError.shortened(path: path) }
        return ByteBuffer(bytes: bytes)
    }
}

/// A file that is not what it was when the upload began.
package enum FileSliceError: Error, Hashable, Sendable {
    /// It has fewer bytes than it had.
    case shortened(path: String)
    /// It cannot be opened or written.
    case unusable(path: String, reason: String)
}
