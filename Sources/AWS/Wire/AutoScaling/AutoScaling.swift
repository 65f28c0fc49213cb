package import SluiceModel

/// The shapes of Application Auto Scaling over JSON 1.1, API version 2016-02-06.
package enum AutoScaling {
    /// Asks what was changed, the newest first.
    package struct DescribeScalingActivities: JSONOperation {
        package static let target = JSONTarget(
            .v11,
            prefix: "AnyScaleFrontendService.",
            operation: "DescribeScalingActivities"
        )
        package var serviceNamespace = "ecs"
        package var resourceID: String
        package var maxResults = 50
        package var nextToken: String?

        /// Asks for the activities of a service of ECS; each page has 50 at most.
        package init(cluster: String, service: String, nextToken: String? = nil) {
            resourceID = "service/\(cluster)/\(service)"
            self.nextToken = nextToken
        }

        private enum CodingKeys: String, CodingKey {
            case serviceNamespace = "ServiceNamespace"
            case resourceID = "ResourceId"
            case maxResults = "MaxResults"
            case nextToken = "NextToken"
        }

        /// A page of activities.
        package struct Response: Decodable, Sendable, Hashable {
            package let activities: [ScalingActivity]
            package let nextToken: String?

            private enum CodingKeys: String, CodingKey {
                case activities = "ScalingActivities"
                case nextToken = "NextToken"
            }
        }
    }
}

/// Something that Application Auto Scaling did or tried.
package struct ScalingActivity: Sendable, Hashable {
    /// What it did, such as `Setting desired count to 3.`.
    package let description: String
    /// Why it did, such as `monitor alarm a in state ALARM triggered policy p`.
    package let cause: String
    package let startedAt: Timestamp
    /// `Pending`, `InProgress`, `Successful`, `Overridden`, `Unfulfilled` or `Failed`.
    package let status: String
    package let statusMessage: String?

    /// The number of tasks it set; nil when it set none.
    package var desiredCount: Int? {
        description.split { !$0.isNumber }.last.flatMap { Int($0) }
    }
}

extension ScalingActivity: Decodable {
    private enum CodingKeys: String, CodingKey {
        case description = "Description"
        case cause = "Cause"
        case startedAt = "StartTime"
        case status = "StatusCode"
        case statusMessage = "StatusMessage"
    }

    /// Reads a member of the answer to DescribeScalingActivities.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        description = try container.decode(String.self, forKey: .description)
        cause = try container.decodeIfPresent(String.self, forKey: .cause) ?? ""
        startedAt = try container.time(forKey: .startedAt)
        status = try container.decodeIfPresent(String.self, forKey: .status) ?? ""
        statusMessage = try container.decodeIfPresent(String.self, forKey: .statusMessage)
    }
}
