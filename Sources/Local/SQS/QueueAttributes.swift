import SluiceModel
import SluiceQueue
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The attributes of a local queue: those its rules use, and those it only remembers.
struct QueueAttributes: Sendable, Hashable, Codable {
    var settings = QueueSettings()
    /// `Policy`, `RedrivePolicy`, `RedriveAllowPolicy` and the encryption settings as they were sent.
    var texts: [String: String] = ["SqsManagedSseEnabled": "true"]

    /// Sets `changes`, all written as text as the API does.
    /// - Throws: `AWSServiceError` naming the attribute and its range.
    mutating func apply(_ changes: [String: String]) throws(AWSServiceError) {
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) { try set(name, value) }
    }

    /// The value of `name` as the API shows it; nil when it is not set.
    func value(_ name: String) -> String? {
        switch name {
        case "DelaySeconds": String(settings.delay.components.seconds)
        case "MaximumMessageSize": String(settings.maximumMessageSize)
        case "MessageRetentionPeriod": String(settings.retention.components.seconds)
        case "ReceiveMessageWaitTimeSeconds": String(settings.receiveWait.components.seconds)
        case "VisibilityTimeout": String(settings.visibilityTimeout.components.seconds)
        default: texts[name]
        }
    }

    /// Every name that can be set.
    static let settable = [
        "DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds",
        "VisibilityTimeout", "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId",
        "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled",
    ]

    /// Every name that can only be read.
    static let readOnly = [
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
        "CreatedTimestamp", "LastModifiedTimestamp", "QueueArn",
    ]

    private mutating func set(_ name: String, _ value: String) throws(AWSServiceError) {
        switch name {
        case "DelaySeconds": settings.delay = .seconds(try number(name, value, SQSLimits.delaySeconds))
        case "MaximumMessageSize": settings.maximumMessageSize = try number(name, value, SQSLimits.maximumMessageSize)
        case "MessageRetentionPeriod":
            settings.retention = .seconds(try number(name, value, SQSLimits.messageRetentionPeriod))
        case "ReceiveMessageWaitTimeSeconds":
            settings.receiveWait = .seconds(try number(name, value, SQSLimits.receiveMessageWaitTimeSeconds))
        case "VisibilityTimeout":
            settings.visibilityTimeout = .seconds(try number(name, value, SQSLimits.visibilityTimeout))
        case "RedrivePolicy": try setRedrive(value)
        case "Policy", "RedriveAllowPolicy": try setDocument(name, value)
        case "KmsMasterKeyId": texts[name] = value.isEmpty ? nil : value
        case "KmsDataKeyReusePeriodSeconds":
            texts[name] = String(try number(name, value, SQSLimits.kmsDataKeyReusePeriodSeconds))
        case "SqsManagedSseEnabled":
            guard value == "true" || value == "false" else { throw .invalidAttributeValue(name) }
            texts[name] = value
        case "FifoQueue" where value == "true", "ContentBasedDeduplication" where value == "true":
            throw .unsupportedOperation("\(name): this server has standard queues only.")
        default: throw .invalidAttributeName(name)
        }
    }

    private func number(_ name: String, _ value: String, _ range: ClosedRange<Int>) throws(AWSServiceError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw .invalidAttributeValue(
                name,
                "Must be between \(range.lowerBound) and \(range.upperBound), if provided."
            )
        }
        return number
    }

    private mutating func setDocument(_ name: String, _ value: String) throws(AWSServiceError) {
        guard !value.isEmpty else {
            texts[name] = nil
            return
        }
        guard value.utf8.count <= SQSLimits.policyBytes,
            (try? JSONDecoder().decode([String: JSONValue].self, from: Data(value.utf8))) != nil
        else {
            throw .invalidAttributeValue(name, "It must be a JSON object of at most \(SQSLimits.policyBytes) bytes.")
        }
        texts[name] = value
    }

    private mutating func setRedrive(_ value: String) throws(AWSServiceError) {
        guard !value.isEmpty else {
            texts["RedrivePolicy"] = nil
            settings.redrive = nil
            return
        }
        let document = try? JSONDecoder().decode([String: JSONValue].self, from: Data(value.utf8))
        guard let document, case .string(let arn)? = document["deadLetterTargetArn"],
            let count = Self.count(document["maxReceiveCount"])
        else {
            throw .invalidParameterValue(
                "Value \(value) for parameter RedrivePolicy is invalid. Reason: deadLetterTargetArn and a numeric maxReceiveCount are needed."
            )
        }
        guard SQSLimits.maxReceiveCount.contains(count) else {
            throw .outOfRange(
                count,
                "maxReceiveCount",
                "Must be between \(SQSLimits.maxReceiveCount.lowerBound) and \(SQSLimits.maxReceiveCount.upperBound)."
            )
        }
        guard let name = QueueARN.name(in: arn) else {
            throw .invalidParameterValue(
                "Value \(value) for parameter RedrivePolicy is invalid. Reason: Dead letter target is not a queue ARN."
            )
        }
        texts["RedrivePolicy"] = value
        settings.redrive = RedrivePolicy(deadLetterQueue: name, maxReceiveCount: count)
    }

    /// The count may come as a number or as text.
    private static func count(_ value: JSONValue?) -> Int? {
        switch value {
        case .integer(let number): Int(number)
        case .string(let text): Int(text)
        default: nil
        }
    }
}

/// Queue names in ARNs and URLs.
enum QueueARN {
    /// `arn:aws:sqs:REGION:ACCOUNT:NAME`.
    static func text(name: String, region: String) -> String {
        "arn:aws:sqs:\(region):\(AWSCall.accountID):\(name)"
    }

    /// The queue's name in an ARN; nil when the text is not a queue's ARN.
    static func name(in arn: String) -> String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "sqs", !parts[5].isEmpty else { return nil }
        return String(parts[5])
    }

    /// The queue's name in a URL, which is its last path segment.
    static func name(inURL url: String) -> String? {
        url.split(separator: "/").last.map(String.init)
    }

    /// Whether `name` is a queue's name: 1 to 80 characters of `A-Z a-z 0-9 - _`.
    static func isValid(_ name: String) -> Bool {
        (1...SQSLimits.queueNameLength).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }
}
