package import SluiceModel

/// Something that happened to a stack or to one of its resources.
package struct StackEvent: Sendable, Hashable {
    package let id: String
    package let stackID: String
    package let logicalID: String
    package let physicalID: String
    /// Such as `AWS::SQS::Queue`.
    package let resourceType: String
    package let time: Timestamp
    package let status: StackStatus
    package let reason: String?

    /// Whether it is about the stack itself.
    package var isOfStack: Bool { resourceType == "AWS::CloudFormation::Stack" && physicalID == stackID }
}

extension StackEvent: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "EventId"
        case stackID = "StackId"
        case logicalID = "LogicalResourceId"
        case physicalID = "PhysicalResourceId"
        case resourceType = "ResourceType"
        case time = "Timestamp"
        case status = "ResourceStatus"
        case reason = "ResourceStatusReason"
    }

    /// Reads a member of the answer to DescribeStackEvents.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        stackID = try container.decode(String.self, forKey: .stackID)
        logicalID = try container.decodeIfPresent(String.self, forKey: .logicalID) ?? ""
        physicalID = try container.decodeIfPresent(String.self, forKey: .physicalID) ?? ""
        resourceType = try container.decodeIfPresent(String.self, forKey: .resourceType) ?? ""
        let text = try container.decode(String.self, forKey: .time)
        guard let time = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .time,
                in: container,
                debugDescription: "\(text) is no time"
            )
        }
        self.time = time
        status = StackStatus(try container.decodeIfPresent(String.self, forKey: .status) ?? "")
        reason = try container.decodeIfPresent(String.self, forKey: .reason)
    }
}
