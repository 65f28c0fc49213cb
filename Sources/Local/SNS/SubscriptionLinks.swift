import Hummingbird
import SluiceModel
import SluiceWire

/// The addresses in messages that anybody may visit: `SubscribeURL` and `UnsubscribeURL`.
struct SubscriptionLinks: PlainService {
    let host: TopicHost

    private static let actions: Set<String> = ["ConfirmSubscription", "Unsubscribe"]

    func knows(_ request: SignableRequest) -> Bool {
        request.method == "GET" && request.rawPath == "/"
            && Self.actions.contains(QueryForm(parsing: request.rawQuery ?? "").action)
    }

    func respond(to request: Request) async -> Response {
        let form = QueryForm(parsing: SignableRequest(request.head).rawQuery ?? "")
        let context = SNSContext(host: host, isAuthenticated: false)
        return await SNSService.respond(to: form, context, requestID: host.newID())
    }
}
