import ArgumentParser
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A Hummingbird server that reads a request's body and answers 202: what the framework alone can do here.
struct NoOp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "noop",
        abstract: "Answers every POST with 202 and a small body."
    )

    func run() async throws {
        let router = Router()
        router.post("/jobs") { request, _ in
            _ = try await request.body.collect(upTo: 1 << 20)
            return Response(status: .accepted, body: .init(byteBuffer: ByteBuffer(string: #"{"status":"queued"}"#)))
        }
        var logger = Logger(label: "noop")
        logger.logLevel = .error
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0), backlog: 1024),
            onServerRunning: { channel in
                print(#"{"endpoint":"http://127.0.0.1:\#(channel.localAddress?.port ?? 0)"}"#)
                // The line must reach a pipe at once.
                fflushStandardOutput()
            },
            logger: logger
        )
        try await application.runService()
    }
}
