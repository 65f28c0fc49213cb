/// The limits of SQS, which checks, messages and tests all read here.
///
/// Source: SQS developer guide, quotas (August 2025 and later), and the service model of API version 2012-11-05.
package enum SQSLimits {
    package static let delaySeconds = 0...900
    package static let maximumMessageSize = 1024...1_048_576
    package static let messageRetentionPeriod = 60...1_209_600
    package static let receiveMessageWaitTimeSeconds = 0...20
    package static let visibilityTimeout = 0...43_200
    package static let maxReceiveCount = 1...1000
    package static let maxNumberOfMessages = 1...10
    package static let listResults = 1...1000
    package static let kmsDataKeyReusePeriodSeconds = 60...86_400
    /// Bytes of all messages of a batch together.
    package static let batchBytes = 1_048_576
    package static let batchEntries = 10
    package static let batchIDLength = 80
    package static let queueNameLength = 80
    package static let messageAttributes = 10
    package static let attributeNameLength = 256
    package static let tags = 50
    package static let tagKeyLength = 128
    package static let tagValueLength = 256
    /// Messages of a standard queue that may be in flight at once.
    package static let inFlight = 120_000
    /// Seconds between two purges of a queue, and for which a deleted queue's name stays taken.
    package static let purgeInterval = 60
    package static let policyBytes = 8192
}
