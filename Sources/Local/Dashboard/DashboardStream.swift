import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Server-sent events: once a second the pieces that have changed, until the reader goes or the server stops.
///
/// Source: WHATWG HTML, "Server-sent events".
struct DashboardStream: AsyncSequence, Sendable {
    let clock: any TimeSource
    /// The pieces as they are now.
    let pieces: @Sendable () async -> [DashboardPage.Piece]

    private static let interval = Duration.seconds(1)
    /// A word after so many seconds in which nothing changed, so that a lost connection is noticed.
    private static let silence = 15

    var response: Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream"],
            // An open page must not hold up the end of the server.
            body: ResponseBody(asyncSequence: cancelOnGracefulShutdown())
        )
    }

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// An event.
    private struct Event: Encodable {
        let id: String
        let html: String
    }

    /// What one reader has been sent.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate let stream: DashboardStream
        private var hasBegun = false
        private var shown: [String: String] = [:]
        private var quiet = 0

        fileprivate init(stream: DashboardStream) { self.stream = stream }

        /// The next text, when there is something to say; nil once nobody listens.
        mutating func next() async throws -> ByteBuffer? {
            guard hasBegun else {
                hasBegun = true
                return ByteBuffer(string: "retry: 1000\n\n" + (try await changes()))
            }
            while !Task.isCancelled {
                let clock = stream.clock
                do {
                    try await clock.sleep(until: clock.now.advanced(by: DashboardStream.interval), tolerance: nil)
                } catch {
                    return nil
                }
                let text = try await changes()
                quiet = text.isEmpty ? quiet + 1 : 0
                if !text.isEmpty { return ByteBuffer(string: text) }
                if quiet >= DashboardStream.silence {
                    quiet = 0
                    return ByteBuffer(string: ": nothing has changed\n\n")
                }
            }
            return nil
        }

        private mutating func changes() async throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var text = ""
            for piece in await stream.pieces() {
                let html = piece.markup
                guard shown[piece.id] != html else { continue }
                shown[piece.id] = html
                let event = try encoder.encode(Event(id: piece.id, html: html))
                text += "data: \(String(decoding: event, as: UTF8.self))\n\n"
            }
            return text
        }
    }
}
