import SluiceWire

/// Amazon CloudWatch Logs: which log groups there are.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws.
package struct CloudWatchLogsClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// The names of the log groups that begin with `prefix`.
    package func groups(prefix: String) async throws -> [String] {
        var names: [String] = []
        var token: String?
        repeat {
            let operation = CloudWatchLogs.DescribeLogGroups(prefix: prefix, nextToken: token)
            let page = try await aws.json(.logs, operation)
            names += page.logGroups.map(\.logGroupName)
            token = page.nextToken
        } while token != nil
        return names
    }

    /// Deletes a log group and what is in it; it is no error when there is none.
    package func deleteGroup(_ name: String) async throws {
        do {
            _ = try await aws.json(.logs, CloudWatchLogs.DeleteLogGroup(name))
        } catch let error as AWSServiceError where error.code == "ResourceNotFoundException" {
            return
        }
    }
}
