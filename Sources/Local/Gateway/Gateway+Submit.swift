import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceQueue
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Gateway {
    /// `POST /jobs`: answers 202 once the message is on disk.
    func submit(_ request: Request) async throws -> Response {
        // Looked at before the body is read: a flood must not grow memory.
        guard !queues.isSaturated else { throw Self.tooMuchWaits }
        let submission = try Submission(try await body(of: request))
        let job = JobRequest(
            id: try jobID(request),
            input: submission.input,
            parameters: submission.parameters,
            submittedAt: clock.now
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let message = String(decoding: try encoder.encode(job), as: UTF8.self)
        try await queues.send(MessageContent(messageID: UUID().uuidString.lowercased(), body: message), to: queue)
        return accepted(job.id)
    }

    private func accepted(_ id: JobID) -> Response {
        let location = "/jobs/\(id)"
        // An id needs no escaping, and this answer is given more often than any other.
        let body = #"{"id":"\#(id)","links":{"self":"\#(location)"},"status":"queued"}"#
        return Response(
            status: .accepted,
            headers: [
                .contentType: "application/json", .location: location,
                .retryAfter: String(IntakeAPI.retryAfterSeconds),
            ],
            body: .init(byteBuffer: ByteBuffer(string: body))
        )
    }

    private func body(of request: Request) async throws -> ByteBuffer {
        if let type = request.headers[.contentType], !type.lowercased().hasPrefix("application/json") {
            throw Problem(
                status: .unsupportedMediaType,
                title: "Unsupported media type",
                detail: "Send application/json, not \(type).",
                leavesBody: true
            )
        }
        do {
            return try await request.body.collect(upTo: IntakeAPI.largestRequest)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(
                "A request has at most \(IntakeAPI.largestRequest) bytes; put large data into the input.",
                limit: IntakeAPI.largestRequest
            )
        }
    }

    /// The caller's idempotency key, or a fresh id.
    private func jobID(_ request: Request) throws -> JobID {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            var generator = SystemRandomNumberGenerator()
            return JobID(at: clock.now, using: &generator)
        }
        guard let id = JobID(key) else {
            throw Problem.badField("Idempotency-Key", "It must be 1 to 64 characters of A-Z a-z 0-9 - _.")
        }
        return id
    }
}

/// The body of `POST /jobs`, checked field by field so that an error can name the one that is wrong.
struct Submission: Sendable, Hashable {
    let input: ObjectLocation?
    let parameters: [String: JSONValue]

    init(_ body: ByteBuffer) throws(Problem) {
        let data = Data(body.readableBytesView)
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: data.isEmpty ? Data("{}".utf8) : data) else {
            throw .badField("body", "The body is not JSON.")
        }
        guard case .object(let fields) = value else { throw .badField("body", "The body must be a JSON object.") }
        let known = ["input", "parameters"]
        if let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) {
            throw .badField(unknown, "'\(unknown)' is not a field of a job; there are 'input' and 'parameters'.")
        }
        switch fields["input"] {
        case nil, .null: input = nil
        case .string(let text):
            guard let location = ObjectLocation(uri: text) else {
                throw .badField("input", "'\(text)' is not of the form s3://bucket/key.")
            }
            input = location
        default: throw .badField("input", "It must be text of the form s3://bucket/key.")
        }
        switch fields["parameters"] {
        case nil, .null: parameters = [:]
        case .object(let values): parameters = values
        default: throw .badField("parameters", "It must be a JSON object.")
        }
    }
}
