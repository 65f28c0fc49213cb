/// What a template would change in a stack.
package struct ChangeSet: Sendable, Hashable {
    /// Such as `CREATE_COMPLETE` or `FAILED`.
    package let status: StackStatus
    package let statusReason: String?
    package var changes: [Change]
    package let nextToken: String?

    /// Whether the template would change nothing, which CloudFormation calls a failure.
    ///
    /// Source: the texts of the reasons that CloudFormation gives, "The submitted information didn't contain changes."
    /// and "No updates are to be performed.".
    package var isEmpty: Bool {
        guard status.description == "FAILED", let statusReason else { return false }
        return statusReason.contains("didn't contain changes")
            || statusReason.contains("No updates are to be performed")
    }

    /// What happens to one resource.
    package struct Change: Sendable, Hashable {
        /// What is done.
        package enum Action: String, Sendable, Hashable {
            case add = "Add"
            case modify = "Modify"
            case remove = "Remove"
            case importing = "Import"
            case dynamic = "Dynamic"
        }
        package let action: Action
        package let logicalID: String
        /// Nil for what is not there yet.
        package let physicalID: String?
        package let resourceType: String
        /// Whether it is made anew, `True`, `False` or `Conditional`; nil for what is added or removed.
        package let replacement: String?
        /// The parts that change, such as `Properties` or `Tags`.
        package let scope: [String]

        /// A change.
        package init(
            _ action: Action,
            _ logicalID: String,
            type: String,
            physicalID: String? = nil,
            replacement: String? = nil,
            scope: [String] = []
        ) {
            self.action = action
            self.logicalID = logicalID
            self.physicalID = physicalID
            resourceType = type
            self.replacement = replacement
            self.scope = scope
        }
    }
}

extension ChangeSet: Decodable {
    private enum CodingKeys: String, CodingKey {
        case status = "Status"
        case statusReason = "StatusReason"
        case changes = "Changes"
        case nextToken = "NextToken"
    }

    private struct Wrapped: Decodable, Sendable, Hashable {
        let change: Change?

        enum CodingKeys: String, CodingKey {
            case change = "ResourceChange"
        }
    }

    /// Reads the answer to DescribeChangeSet.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        status = StackStatus(try container.decode(String.self, forKey: .status))
        statusReason = try container.decodeIfPresent(String.self, forKey: .statusReason)
        changes =
            try container.decodeIfPresent(QueryList<Wrapped>.self, forKey: .changes)?.members.compactMap(\.change) ?? []
        let token = try container.decodeIfPresent(String.self, forKey: .nextToken)
        nextToken = token?.isEmpty == true ? nil : token
    }
}

extension ChangeSet.Change: Decodable {
    private enum CodingKeys: String, CodingKey {
        case action = "Action"
        case logicalID = "LogicalResourceId"
        case physicalID = "PhysicalResourceId"
        case resourceType = "ResourceType"
        case replacement = "Replacement"
        case scope = "Scope"
    }

    /// Reads a `ResourceChange`.
    /// - Throws: `DecodingError`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .action)
        guard let action = Action(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .action,
                in: container,
                debugDescription: "\(name) is no known action"
            )
        }
        self.init(
            action,
            try container.decode(String.self, forKey: .logicalID),
            type: try container.decode(String.self, forKey: .resourceType),
            physicalID: try container.decodeIfPresent(String.self, forKey: .physicalID),
            replacement: try container.decodeIfPresent(String.self, forKey: .replacement),
            scope: try container.decodeIfPresent(QueryList<String>.self, forKey: .scope)?.members ?? []
        )
    }
}
