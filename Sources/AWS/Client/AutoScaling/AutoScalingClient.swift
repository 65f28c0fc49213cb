package import SluiceModel
package import SluiceWire

/// Application Auto Scaling: what it did to a service.
package struct AutoScalingClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// What was done to a service of ECS since a time, the oldest first.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func activities(cluster: String, service: String, since: Timestamp) async throws -> [ScalingActivity] {
        var found: [ScalingActivity] = []
        var token: String?
        repeat {
            let page = try await aws.json(
                .autoScaling,
                AutoScaling.DescribeScalingActivities(cluster: cluster, service: service, nextToken: token)
            )
            found += page.activities
            // They come newest first: a page that reaches back far enough is the last.
            token = page.activities.contains { $0.startedAt < since } ? nil : page.nextToken
        } while token != nil
        return found.filter { $0.startedAt >= since }.sorted { $0.startedAt < $1.startedAt }
    }
}
