/// What Amazon SNS says and is told, in its Query protocol.
package enum SNS {
    /// The version of the API.
    package static let version = "2010-03-31"
    /// The namespace of its answers.
    package static let namespace = "http://sns.amazonaws.com/doc/2010-03-31/"

    /// A publisher's attribute of a message; the same shape as that of SQS, which raw deliveries hand it to.
    package typealias MessageAttribute = SQS.MessageAttribute
}

/// The limits of SNS (Amazon SNS endpoints and quotas; API reference of Publish, CreateTopic and PublishBatch).
package enum SNSLimits {
    /// Bytes of a message with its attributes, and of all messages of a batch together: 256 KiB.
    package static let messageBytes = 262_144
    /// Characters of a subject.
    package static let subjectLength = 100
    /// Characters of a topic's name.
    package static let topicNameLength = 256
    /// Messages of a batch.
    package static let batchEntries = 10
    /// Topics or subscriptions on one page of a list.
    package static let listResults = 100
    /// Names in a filter policy.
    package static let filterNames = 5
    /// The product of the numbers of values of a filter policy's names.
    package static let filterCombinations = 150
}
