import SluiceManifest

/// Who is told of the ends of jobs on this machine.
struct LocalNotifications: Sendable {
    /// The topic's name, the same as on AWS.
    var topic: String
    /// Which ends are told.
    var events: Manifest.Notify.Events
    /// Addresses of HTTP, and queues; of a queue's ARN only the name counts here.
    var subscribers: [Subscriber]
    /// The names of the queues among them; they are made here if they are missing.
    var queues: [String]
    /// Those who are told on AWS only: mail addresses and the world's `https://` addresses.
    var others: [String]

    /// Who a manifest wants told; nil when nobody is to be.
    init?(_ manifest: Manifest) {
        guard manifest.notify.events != .never else { return nil }
        topic = "\(manifest.name)-jobs"
        events = manifest.notify.events
        subscribers = []
        queues = []
        others = []
        for address in manifest.notify.subscribers {
            guard let subscriber = Subscriber(address) else { continue }
            switch subscriber.protocolName {
            case "http": subscribers.append(subscriber)
            case "sqs":
                subscribers.append(subscriber)
                if let name = address.split(separator: ":").last { queues.append(String(name)) }
            default: others.append(address)
            }
        }
    }

    /// One line about it.
    var summary: String {
        let told =
            subscribers.isEmpty
            ? "nobody is subscribed yet" : "to " + subscribers.map(\.endpoint).joined(separator: ", ")
        let left = others.isEmpty ? "" : "; only on AWS: " + others.joined(separator: ", ")
        return "\(topic) for jobs that \(events == .failed ? "failed" : "end"), \(told)\(left)"
    }
}
