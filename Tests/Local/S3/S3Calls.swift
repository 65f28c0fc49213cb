import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

@testable import SluiceLocal

/// A service over a store of its own, called without a socket.
struct S3Calls: Sendable {
    let temporary: TemporaryStore
    let service: S3Service

    init(region: String = "us-east-1") async throws {
        temporary = try await TemporaryStore()
        service = S3Service(store: temporary.store, region: region)
    }

    /// An answer, read to its end.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: String

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

        /// The text inside the first element called `name`.
        func element(_ name: String) -> String? {
            guard let start = body.range(of: "<\(name)>"), let end = body.range(of: "</\(name)>") else { return nil }
            return String(body[start.upperBound..<end.lowerBound])
        }
    }

    /// Sends a request; the length of the body is stated unless the headers say otherwise.
    func send(
        _ method: String,
        _ target: String,
        _ headers: [String: String] = [:],
        body: [UInt8] = [],
        payload: PayloadHash = .unsigned,
        verified: VerifiedSignature? = nil
    ) async throws -> Answer {
        var headers = headers
        if headers["content-length"] == nil { headers["content-length"] = String(body.count) }
        if headers["host"] == nil { headers["host"] = "127.0.0.1" }
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let request = Request(
            head: HTTPRequest(method: .init(method) ?? .get, scheme: "http", authority: nil, path: target),
            body: RequestBody(asyncSequence: body.pieces)
        )
        let call = AWSCall(
            request: request,
            collectedBody: ByteBuffer(),
            signable: SignableRequest(
                method: method,
                rawPath: parts[0],
                rawQuery: parts.count > 1 ? parts[1] : nil,
                headers: headers.map { (name: $0.key, value: $0.value) }
            ),
            verified: verified,
            payload: payload,
            requestID: "request-1",
            receivedAt: Timestamp(nanoseconds: 0)
        )
        let response = await service.respond(to: call)
        let collected = CollectedBody()
        try await response.body.write(collected)
        return Answer(
            status: response.status.code,
            headers: response.headers,
            body: String(buffer: await collected.store.buffer)
        )
    }
}

extension [UInt8] {
    /// These bytes in pieces of 1,000.
    fileprivate var pieces: AsyncStream<ByteBuffer> {
        stride(from: 0, to: count, by: 1000).map { ByteBuffer(bytes: self[$0..<Swift.min(count, $0 + 1000)]) }.asBody
    }
}

/// Keeps what is written into a response's body.
private struct CollectedBody: ResponseBodyWriter {
    actor Store {
        var buffer = ByteBuffer()

        func append(_ piece: ByteBuffer) { buffer.writeImmutableBuffer(piece) }
    }

    let store = Store()

    func write(_ buffer: ByteBuffer) async throws { await store.append(buffer) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
