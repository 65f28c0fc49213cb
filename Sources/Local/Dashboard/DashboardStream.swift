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
struct DashboardStream: Sendable {
    let clock: any TimeSource
    /// The pieces as they are now.
    let pieces: @Sendable () async -> [DashboardPage.Piece]

    private static let interval = Duration.seconds(1)
    /// A word after so many seconds in which nothing changed, so that a lost connection is noticed.
    private static let silence = 15

    /// An event.
    private struct Event: Encodable {
        let id: String
        let html: String
    }

    var response: Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream"],
            body: ResponseBody { writer in
                let boxed = WriterBox(writer)
                // An open page must not hold up the end of the server.
                try await cancelWhenGracefulShutdown { try await send(boxed) }
                try await boxed.writer.finish(nil)
            }
        )
    }

    /// The writer of a body, used by one task at a time.
    private final class WriterBox: @unchecked Sendable {
        var writer: any ResponseBodyWriter

        init(_ writer: any ResponseBodyWriter) { self.writer = writer }
    }

    private func send(_ box: WriterBox) async throws {
        var shown: [String: String] = [:]
        var quiet = 0
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try await box.writer.write(ByteBuffer(string: "retry: 1000\n\n"))
        while !Task.isCancelled {
            var text = ""
            for piece in await pieces() {
                let html = piece.markup
                guard shown[piece.id] != html else { continue }
                shown[piece.id] = html
                let event = try encoder.encode(Event(id: piece.id, html: html))
                text += "data: \(String(decoding: event, as: UTF8.self))\n\n"
            }
            quiet = text.isEmpty ? quiet + 1 : 0
            if quiet >= Self.silence { (text, quiet) = (": nothing has changed\n\n", 0) }
            if !text.isEmpty { try await box.writer.write(ByteBuffer(string: text)) }
            do {
                try await clock.sleep(until: clock.now.advanced(by: Self.interval), tolerance: nil)
            } catch {
                return
            }
        }
    }
}
