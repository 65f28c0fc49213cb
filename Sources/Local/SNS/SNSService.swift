import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

/// Amazon SNS over the Query protocol.
struct SNSService: AWSService {
    let host: TopicHost

    func respond(to call: AWSCall) async -> Response {
        let form = QueryForm(parsing: String(buffer: call.collectedBody))
        return await Self.respond(
            to: form,
            SNSContext(host: host, isAuthenticated: call.verified != nil),
            requestID: call.requestID
        )
    }

    /// Runs the operation of a form.
    static func respond(to form: QueryForm, _ context: SNSContext, requestID: String) async -> Response {
        do throws(AWSServiceError) {
            let result = try await run(form, context)
            let inside =
                (hasNoResult.contains(form.action) ? [] : [XMLElement("\(form.action)Result", result)])
                + [XMLElement("ResponseMetadata", [XMLElement("RequestId", requestID)])]
            return response("\(form.action)Response", inside, .ok, requestID)
        } catch {
            return response(error, requestID: requestID)
        }
    }

    /// Renders an error as SNS does.
    static func response(_ error: AWSServiceError, requestID: String) -> Response {
        let elements = [
            XMLElement("Type", error.isSenderFault ? "Sender" : "Receiver"), XMLElement("Code", error.code),
            XMLElement("Message", error.message),
        ]
        return response(
            "ErrorResponse",
            [XMLElement("Error", elements), XMLElement("RequestId", requestID)],
            .init(code: error.status),
            requestID
        )
    }

    private static func response(
        _ name: String,
        _ elements: [XMLElement],
        _ status: HTTPResponse.Status,
        _ requestID: String
    ) -> Response {
        let inside = elements.map(\.text).joined()
        let document = "<?xml version=\"1.0\"?>\n<\(name) xmlns=\"\(SNS.namespace)\">\(inside)</\(name)>\n"
        var headers: HTTPFields = [.contentType: "text/xml"]
        headers.set("x-amzn-RequestId", requestID)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: document)))
    }

    /// Operations whose answer is their success.
    private static let hasNoResult: Set<String> = [
        "DeleteTopic", "SetTopicAttributes", "SetSubscriptionAttributes", "Unsubscribe",
    ]

    private static func run(_ form: QueryForm, _ context: SNSContext) async throws(AWSServiceError) -> [XMLElement] {
        switch form.action {
        case "CreateTopic": try await context.createTopic(form)
        case "DeleteTopic": try await context.deleteTopic(form)
        case "ListTopics": try await context.listTopics(form)
        case "GetTopicAttributes": try await context.getTopicAttributes(form)
        case "SetTopicAttributes": try await context.setTopicAttributes(form)
        case "TagResource": try await context.tagResource(form)
        case "UntagResource": try await context.untagResource(form)
        case "ListTagsForResource": try await context.listTagsForResource(form)
        case "Subscribe": try await context.subscribe(form)
        case "ConfirmSubscription": try await context.confirmSubscription(form)
        case "Unsubscribe": try await context.unsubscribe(form)
        case "ListSubscriptions": try await context.listSubscriptions(form)
        case "ListSubscriptionsByTopic": try await context.listSubscriptionsByTopic(form)
        case "GetSubscriptionAttributes": try await context.getSubscriptionAttributes(form)
        case "SetSubscriptionAttributes": try await context.setSubscriptionAttributes(form)
        case "Publish": try await context.publish(form)
        case "PublishBatch": try await context.publishBatch(form)
        default:
            throw AWSServiceError(
                "NotImplemented",
                "Amazon SNS \(form.action) is not implemented by the local cloud.",
                status: 501
            )
        }
    }
}

/// What an operation of SNS works with.
struct SNSContext: Sendable {
    let host: TopicHost
    /// Whether the call was signed.
    let isAuthenticated: Bool
}
