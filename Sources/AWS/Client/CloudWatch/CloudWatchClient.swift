package import SluiceModel
package import SluiceWire

/// Amazon CloudWatch: what alarms did.
package struct CloudWatchClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// The changes of all alarms between two times, the oldest first.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func alarmHistory(from: Timestamp, until: Timestamp) async throws -> [AlarmHistoryItem] {
        var items: [AlarmHistoryItem] = []
        var token: String?
        repeat {
            let call = CloudWatch.DescribeAlarmHistory(from: from, until: until, nextToken: token)
            let page = try await aws.query(.cloudWatch, call)
            items += page.items?.members ?? []
            token = page.nextToken.flatMap { $0.isEmpty ? nil : $0 }
        } while token != nil
        return items.sorted { $0.at < $1.at }
    }
}
