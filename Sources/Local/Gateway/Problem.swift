import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An error of the intake API as problem details (RFC 9457).
struct Problem: Error {
    var status: HTTPResponse.Status
    var title: String
    var detail: String
    /// The field of the request that is wrong.
    var field: String?
    /// The limit that was passed, in bytes.
    var limit: Int?
    /// Whether the request's body, or the rest of it, has not been read.
    var leavesBody = false

    /// The answer; refusals for load say when to come back.
    var response: Response {
        var document: [String: JSONValue] = [
            "type": "about:blank", "title": .string(title), "status": .integer(Int64(status.code)),
            "detail": .string(detail),
        ]
        document["field"] = field.map { .string($0) }
        document["limit"] = limit.map { .integer(Int64($0)) }
        var response = Response.json(JSONValue.object(document), status: status)
        response.headers[.contentType] = "application/problem+json"
        if status == .tooManyRequests { response.headers[.retryAfter] = String(IntakeAPI.retryAfterSeconds) }
        return response
    }

    static func badField(_ field: String, _ detail: String) -> Problem {
        Problem(status: .badRequest, title: "Invalid request", detail: detail, field: field)
    }

    static func notFound(_ detail: String) -> Problem {
        Problem(status: .notFound, title: "Not found", detail: detail)
    }

    static func tooLarge(_ detail: String, limit: Int) -> Problem {
        Problem(status: .contentTooLarge, title: "Too large", detail: detail, limit: limit, leavesBody: true)
    }
}

extension Response {
    /// A JSON answer with its keys in order.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = (try? encoder.encode(value)) ?? Data()
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: body))
        )
    }
}
