/// A resource of a stack: what it is called in the template, and what it became.
package struct StackResource: Sendable, Hashable, Decodable {
    package let logicalID: String
    /// Such as a bucket's name or a queue's address; empty until it is there.
    package let physicalID: String
    /// Such as `AWS::SQS::Queue`.
    package let type: String
    package let status: StackStatus

    private enum CodingKeys: String, CodingKey {
        case logicalID = "LogicalResourceId"
        case physicalID = "PhysicalResourceId"
        case type = "ResourceType"
        case status = "ResourceStatus"
    }

    /// Reads a member of the answer to ListStackResources.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        logicalID = try container.decode(String.self, forKey: .logicalID)
        physicalID = try container.decodeIfPresent(String.self, forKey: .physicalID) ?? ""
        type = try container.decode(String.self, forKey: .type)
        status = StackStatus(try container.decodeIfPresent(String.self, forKey: .status) ?? "")
    }
}
