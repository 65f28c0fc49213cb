package import AsyncHTTPClient
package import NIOCore

/// The body of an answer, in pieces as they come; it can be read once.
///
/// Reading is what lets the next pieces come, so memory stays flat however long the body is. A connection is used
/// again only after its body has been read to the end.
package struct ResponseBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let pieces: HTTPClientResponse.Body

    /// The body of an answer of AsyncHTTPClient, or one made by hand.
    package init(_ pieces: HTTPClientResponse.Body) {
        self.pieces = pieces
    }

    /// A body that is there already.
    package init(bytes: [UInt8]) {
        self.init(.bytes(ByteBuffer(bytes: bytes)))
    }

    /// Begins to read.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: pieces.makeAsyncIterator()) }

    /// Reads one piece after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var pieces: HTTPClientResponse.Body.AsyncIterator

        /// The next piece; nil at the end.
        /// - Throws: `TransportError` when the connection broke.
        package mutating func next() async throws -> ByteBuffer? {
            try await next(isolation: #isolation)
        }

        /// The next piece, read on the caller's actor.
        /// - Throws: `TransportError` when the connection broke.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> ByteBuffer? {
            do {
                return try await pieces.next(isolation: actor)
            } catch {
                throw AsyncHTTPTransport.translated(error)
            }
        }
    }

    /// The whole body.
    /// - Throws: `TransportError`, or `NIOTooManyBytesError` when it has more than `limit` bytes.
    package func bytes(upTo limit: Int) async throws -> [UInt8] {
        Array(try await collect(upTo: limit).readableBytesView)
    }
}
