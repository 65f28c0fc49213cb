import SluiceManifest
import SluiceModel

extension AppStack {
    static let jobTopic = Reference("JobTopic")

    /// Whether anybody wants to hear of the ends of jobs.
    var notifies: Bool { manifest.notify.events != .never }

    /// The topic of the ends of jobs and who hears of it.
    func addNotifications(to template: inout Template) {
        guard notifies else { return }
        template[Self.jobTopic] = Resource(
            "AWS::SNS::Topic",
            ["TopicName": .string("\(manifest.name)-jobs"), "KmsMasterKeyId": "alias/aws/sns"]
        )
        subscribe(manifest.notify.subscribers, to: Self.jobTopic, "JobSubscription", &template)
    }

    /// Subscriptions to a topic; those by mail begin when the address has confirmed.
    func subscribe(_ addresses: [String], to topic: Reference, _ prefix: String, _ template: inout Template) {
        for (index, subscriber) in addresses.compactMap(Subscriber.init).enumerated() {
            template[Reference("\(prefix)\(index + 1)")] = Resource(
                "AWS::SNS::Subscription",
                [
                    "TopicArn": .ref(topic), "Protocol": .string(subscriber.protocolName),
                    "Endpoint": .string(subscriber.endpoint),
                ]
            )
        }
    }
}
