/// The shapes of Amazon ECS over JSON 1.1, API version 2014-11-13; one file per group of operations.
package enum ECS {
    /// The most tasks that one DescribeTasks may name, and one page of ListTasks holds.
    package static let tasksPerCall = 100

    /// Where an operation of ECS goes.
    static func target(_ operation: String) -> JSONTarget {
        JSONTarget(.v11, prefix: "AmazonEC2ContainerServiceV20141113.", operation: operation)
    }

    /// Something that was asked for and is not in the answer.
    package struct Failure: Decodable, Sendable, Hashable {
        package let arn: String?
        /// Such as `MISSING`.
        package let reason: String?
        package let detail: String?

        /// Whether it is just not there.
        package var isMissing: Bool { reason == "MISSING" }

        /// The failure as an error, for one that is no answer to the question.
        package var error: AWSServiceError {
            AWSServiceError(reason ?? "Failure", [arn, detail].compactMap(\.self).joined(separator: ": "))
        }
    }
}
