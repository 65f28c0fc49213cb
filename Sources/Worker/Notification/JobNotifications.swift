/// Which ends of jobs are told, and where.
package struct JobNotifications: Sendable, Hashable {
    /// The SNS topic.
    package var topicARN: String
    /// Whether only jobs that failed are told.
    package var onlyFailures: Bool

    /// Tells a topic of the ends of jobs.
    package init(topicARN: String, onlyFailures: Bool) {
        self.topicARN = topicARN
        self.onlyFailures = onlyFailures
    }
}
