import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Amazon SQS over JSON 1.0: one table of operations.
struct SQSService: AWSService {
    let host: QueueHost
    /// The most bytes a request may have: a full batch, escaped.
    static let longestBody = 8 << 20

    private typealias Handler = @Sendable (Data, SQSContext) async throws(AWSServiceError) -> Data

    func respond(to call: AWSCall) async -> Response {
        do throws(AWSServiceError) {
            let body = Data(call.collectedBody.readableBytesView)
            let name = call.signable.header("x-amz-target")?.split(separator: ".").last.map(String.init) ?? ""
            guard let handler = Self.operations[name] else {
                throw AWSServiceError(
                    "NotImplemented",
                    "Amazon SQS \(name) is not implemented by the local cloud.",
                    status: 501
                )
            }
            let context = context(call)
            var response = Self.response(.ok, try await handler(body, context), call)
            if context.connection.mustClose { response.headers[.connection] = "close" }
            return response
        } catch {
            return Self.response(error, call)
        }
    }

    /// Renders an error as SQS does.
    static func response(_ error: AWSServiceError, _ call: AWSCall) -> Response {
        let document = JSONValue.object([
            "__type": .string("com.amazonaws.sqs#\(error.code)"), "message": .string(error.message),
        ])
        let body = (try? JSONEncoder().encode(document)) ?? Data()
        var response = response(.init(code: error.status), body, call)
        if let name = HTTPField.Name("x-amzn-query-error") {
            response.headers[name] = error.queryCode ?? "\(error.code);Sender"
        }
        return response
    }

    private static func response(_ status: HTTPResponse.Status, _ body: Data, _ call: AWSCall) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = SQS.contentType
        if let name = HTTPField.Name("x-amzn-RequestId") { headers[name] = call.requestID }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    private func context(_ call: AWSCall) -> SQSContext {
        SQSContext(
            host: host,
            baseURL: "http://\(call.signable.header("host") ?? "localhost")",
            senderID: call.verified?.accessKeyID ?? "anonymous",
            newID: { UUID().uuidString.lowercased() },
            connection: CallerConnection(call.request)
        )
    }

    private static func handler<Operation: LocalSQSOperation>(_: Operation.Type) -> (String, Handler) {
        let handler: Handler = { (body, context) throws(AWSServiceError) in
            let request: Operation
            do {
                request = try JSONDecoder().decode(Operation.self, from: body.isEmpty ? Data("{}".utf8) : body)
            } catch {
                throw Self.describe(error)
            }
            let response = try await request.run(in: context)
            guard let answer = try? JSONEncoder().encode(response) else {
                throw AWSServiceError("InternalError", "The answer could not be encoded.", status: 500)
            }
            return answer
        }
        return (Operation.name, handler)
    }

    private static func describe(_ error: any Error) -> AWSServiceError {
        switch error {
        case DecodingError.keyNotFound(let key, _): .missingParameter(key.stringValue)
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            AWSServiceError(
                "SerializationException",
                "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
            )
        default: AWSServiceError("SerializationException", "The request is not JSON.")
        }
    }

    private static let operations: [String: Handler] = Dictionary(
        uniqueKeysWithValues: [
            handler(SQS.CreateQueue.self), handler(SQS.GetQueueUrl.self), handler(SQS.ListQueues.self),
            handler(SQS.DeleteQueue.self), handler(SQS.PurgeQueue.self), handler(SQS.GetQueueAttributes.self),
            handler(SQS.SetQueueAttributes.self), handler(SQS.ListDeadLetterSourceQueues.self),
            handler(SQS.TagQueue.self), handler(SQS.UntagQueue.self), handler(SQS.ListQueueTags.self),
            handler(SQS.SendMessage.self), handler(SQS.SendMessageBatch.self), handler(SQS.ReceiveMessage.self),
            handler(SQS.DeleteMessage.self), handler(SQS.DeleteMessageBatch.self),
            handler(SQS.ChangeMessageVisibility.self), handler(SQS.ChangeMessageVisibilityBatch.self),
            handler(SQS.StartMessageMoveTask.self), handler(SQS.ListMessageMoveTasks.self),
        ]
    )
}
