import SluiceModel
import SluiceWire

extension SubscriberRequest {
    /// What is posted for a delivery (Amazon SNS, "Parsing message formats").
    init(_ delivery: DeliveryRecord, to subscription: SubscriptionRecord, _ host: TopicHost) {
        url = subscription.endpoint
        body = MessageForm.text(delivery, to: subscription, host)
        let kind: SNS.Envelope.Kind = delivery.message == nil ? .confirmation : .notification
        var headers = [
            Header(name: "Content-Type", value: "text/plain; charset=UTF-8"),
            Header(name: "User-Agent", value: "Amazon Simple Notification Service Agent"),
            Header(name: "x-amz-sns-message-type", value: kind.rawValue),
            Header(name: "x-amz-sns-message-id", value: delivery.messageID),
            Header(name: "x-amz-sns-topic-arn", value: host.arn(subscription.topic)),
        ]
        if kind == .notification {
            headers.append(Header(name: "x-amz-sns-subscription-arn", value: host.arn(subscription)))
            if subscription.isRaw { headers.append(Header(name: "x-amz-sns-rawdelivery", value: "true")) }
        }
        self.headers = headers
    }
}

/// The text that a subscriber gets.
enum MessageForm {
    /// The message itself when it goes raw, otherwise in its envelope.
    static func text(_ delivery: DeliveryRecord, to subscription: SubscriptionRecord, _ host: TopicHost) -> String {
        let topicARN = host.arn(subscription.topic)
        guard let message = delivery.message else {
            return SNS.Envelope(
                confirming: topicARN,
                messageID: delivery.messageID,
                token: subscription.token,
                timestamp: host.clock.now,
                subscribeURL: host.endpoint + "/?Action=ConfirmSubscription&TopicArn=\(topicARN)"
                    + "&Token=\(subscription.token)"
            ).json
        }
        guard !subscription.isRaw else { return message.text }
        return SNS.Envelope(
            messageID: delivery.messageID,
            topicARN: topicARN,
            subject: message.subject,
            message: message.text,
            attributes: message.attributes,
            timestamp: message.publishedAt,
            unsubscribeURL: host.endpoint + "/?Action=Unsubscribe&SubscriptionArn=\(host.arn(subscription))"
        ).json
    }
}
