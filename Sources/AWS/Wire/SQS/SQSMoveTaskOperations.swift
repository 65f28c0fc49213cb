// Members carry the names they have on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

extension SQS {
    /// Starts moving dead letters back.
    package struct StartMessageMoveTask: SQSOperation {
        package static let name = "StartMessageMoveTask"
        package var SourceArn: String?
        /// Nil sends each message back where it came from.
        package var DestinationArn: String?
        package var MaxNumberOfMessagesPerSecond: Int?

        /// A move out of the dead-letter queue `sourceARN`.
        package init(sourceARN: String, destinationARN: String? = nil) {
            SourceArn = sourceARN
            DestinationArn = destinationARN
        }

        /// The task's handle.
        package struct Response: Codable, Sendable, Hashable {
            package var TaskHandle: String

            /// The handle of a started task.
            package init(taskHandle: String) {
                TaskHandle = taskHandle
            }
        }
    }

    /// Lists the latest moves out of a queue.
    package struct ListMessageMoveTasks: SQSOperation {
        package static let name = "ListMessageMoveTasks"
        package var SourceArn: String?
        package var MaxResults: Int?

        /// The tasks, newest first.
        package struct Response: Codable, Sendable, Hashable {
            package var Results: [Result]

            /// An answer with these tasks.
            package init(results: [Result]) {
                Results = results
            }
        }

        /// One task.
        package struct Result: Codable, Sendable, Hashable {
            package var Status: String
            package var SourceArn: String
            package var DestinationArn: String?
            package var ApproximateNumberOfMessagesMoved: Int
            package var ApproximateNumberOfMessagesToMove: Int
            /// Milliseconds since the epoch.
            package var StartedTimestamp: Int64

            /// A task and its counts.
            package init(
                status: String,
                sourceARN: String,
                destinationARN: String?,
                moved: Int,
                toMove: Int,
                startedTimestamp: Int64
            ) {
                Status = status
                SourceArn = sourceARN
                DestinationArn = destinationARN
                ApproximateNumberOfMessagesMoved = moved
                ApproximateNumberOfMessagesToMove = toMove
                StartedTimestamp = startedTimestamp
            }
        }
    }
}
