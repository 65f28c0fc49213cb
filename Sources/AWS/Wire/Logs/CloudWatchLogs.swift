/// What Amazon CloudWatch Logs says and is told, in JSON 1.1.
package enum CloudWatchLogs {
    private static func target(_ operation: String) -> JSONTarget {
        JSONTarget(.v11, prefix: "Logs_20140328.", operation: operation)
    }

    /// Lists log groups by the beginning of their names.
    package struct DescribeLogGroups: JSONOperation {
        package static let target = CloudWatchLogs.target("DescribeLogGroups")
        package var logGroupNamePrefix: String
        package var nextToken: String?

        /// Those whose names begin with `prefix`, from `nextToken` on.
        package init(prefix: String, nextToken: String? = nil) {
            logGroupNamePrefix = prefix
            self.nextToken = nextToken
        }

        /// A page of them.
        package struct Response: Decodable, Sendable {
            package let logGroups: [LogGroup]
            package let nextToken: String?
        }

        /// What is read of one.
        package struct LogGroup: Decodable, Sendable {
            package let logGroupName: String
        }
    }

    /// Deletes a log group and what is in it.
    package struct DeleteLogGroup: JSONOperation {
        package typealias Response = JSONEmpty
        package static let target = CloudWatchLogs.target("DeleteLogGroup")
        package var logGroupName: String

        /// The group `name`.
        package init(_ name: String) {
            logGroupName = name
        }
    }
}
