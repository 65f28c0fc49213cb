package import NIOCore
import NIOPosix

/// A part of a file as a stream of pieces, so that an upload of any size needs little memory.
package struct FileSlice: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    package let path: String
    /// Bytes from the start of the file.
    package let offset: Int64
    /// Bytes.
    package let length: Int64

    private static let pieceSize: Int64 = 512 * 1024

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
        fileprivate var file: PositionedFile?

        /// The next piece; nil at the end.
        /// - Throws: `FileError`.
        package mutating func next() async throws -> ByteBuffer? {
            guard let bytes = try await nextBytes() else { return nil }
            return ByteBuffer(bytes: bytes)
        }

        /// The next piece as an array; nil at the end.
        mutating func nextBytes() async throws -> [UInt8]? {
            let left = slice.offset + slice.length - next
            guard left > 0 else { return nil }
            let (path, at, open) = (slice.path, next, file)
            let count = Int(Swift.min(left, FileSlice.pieceSize))
            // Reading from disk may block, so it has threads of its own.
            let (opened, bytes) = try await NIOThreadPool.singleton.runIfActive {
                let file = try open ?? PositionedFile(reading: path)
                return (file, try file.read(at: at, count: count))
            }
            guard bytes.count == count else { throw FileError.shortened(path: path) }
            file = opened
            next += Int64(count)
            return bytes
        }
    }
}
