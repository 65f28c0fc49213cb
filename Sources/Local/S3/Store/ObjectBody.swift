package import NIOCore

/// The bytes of an object, or a range of them, read from disk piece by piece as they are asked for.
///
/// It reads the file that was the object when it was opened, whatever is written or deleted since.
package struct ObjectBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    /// How much is read at once, in bytes.
    static let pieceSize = 512 * 1024

    private let file: OpenFile
    private let range: Range<Int64>
    private let threads: FileThreads

    /// The bytes `range` of `file`.
    init(_ file: OpenFile, _ range: Range<Int64>, _ threads: FileThreads) {
        self.file = file
        self.range = range
        self.threads = threads
    }

    /// How many bytes there are.
    package var count: Int64 { Int64(range.count) }

    /// Begins at the first byte.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(file: file, rest: range, threads: threads)
    }

    /// Reads one piece after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let file: OpenFile
        fileprivate var rest: Range<Int64>
        fileprivate let threads: FileThreads

        /// The next piece; nil at the end.
        /// - Throws: `FileError`, or `ObjectBodyError.shortened`.
        package mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            let (file, offset) = (file, rest.lowerBound)
            let count = Int(Swift.min(Int64(rest.count), Int64(ObjectBody.pieceSize)))
            let piece = try await threads.run { try file.read(at: offset, count: count) }
            guard piece.readableBytes == count else { throw ObjectBodyError.shortened(path: file.path) }
            rest = (offset + Int64(count))..<rest.upperBound
            return piece
        }
    }
}

/// Why an object cannot be read to its end.
enum ObjectBodyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody cut the file while we read it.
    case shortened(path: String)

    var description: String {
        switch self {
        case .shortened(let path): "\(path) became shorter while it was read"
        }
    }
}
