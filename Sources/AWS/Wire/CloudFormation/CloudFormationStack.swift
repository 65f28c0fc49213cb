import SluiceModel

/// A stack as CloudFormation describes it.
package struct CloudFormationStack: Sendable, Hashable {
    package let name: String
    /// The ARN, which stays its name when it has been deleted.
    package let id: String
    /// Such as `CREATE_COMPLETE` or `UPDATE_ROLLBACK_IN_PROGRESS`.
    package let status: StackStatus
    /// Why it is so; nil when all is well.
    package let statusReason: String?
    package let parameters: [CloudFormation.Parameter]
    /// Values by name.
    package let outputs: [String: String]
}

extension CloudFormationStack: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name = "StackName"
        case id = "StackId"
        case status = "StackStatus"
        case statusReason = "StackStatusReason"
        case parameters = "Parameters"
        case outputs = "Outputs"
    }

    private struct Output: Decodable, Sendable, Hashable {
        let key: String
        let value: String

        enum CodingKeys: String, CodingKey {
            case key = "OutputKey"
            case value = "OutputValue"
        }
    }

    /// Reads a member of the answer to DescribeStacks.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        id = try container.decode(String.self, forKey: .id)
        status = StackStatus(try container.decode(String.self, forKey: .status))
        statusReason = try container.decodeIfPresent(String.self, forKey: .statusReason)
        parameters =
            try container.decodeIfPresent(QueryList<CloudFormation.Parameter>.self, forKey: .parameters)?.members ?? []
        let list = try container.decodeIfPresent(QueryList<Output>.self, forKey: .outputs)?.members ?? []
        outputs = Dictionary(list.map { ($0.key, $0.value) }) { _, last in last }
    }
}
