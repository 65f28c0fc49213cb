package import SluiceWire

extension CloudFormationClient {
    /// Begins to make a change set.
    package func create(_ changeSet: CloudFormation.CreateChangeSet) async throws {
        _ = try await aws.query(.cloudFormation, changeSet)
    }

    /// A change set with all its changes.
    package func changeSet(_ name: String, of stack: String) async throws -> ChangeSet {
        let first = CloudFormation.DescribeChangeSet(stackName: stack, name: name)
        var all = try await aws.query(.cloudFormation, first)
        var token = all.nextToken
        while token != nil {
            let next = CloudFormation.DescribeChangeSet(stackName: stack, name: name, nextToken: token)
            let page = try await aws.query(.cloudFormation, next)
            all.changes += page.changes
            token = page.nextToken
        }
        return all
    }

    /// Begins to do what a change set says.
    package func executeChangeSet(_ name: String, of stack: String) async throws {
        _ = try await aws.query(
            .cloudFormation,
            CloudFormation.EndChangeSet(.execute, stackName: stack, name: name)
        )
    }

    /// Forgets a change set.
    package func deleteChangeSet(_ name: String, of stack: String) async throws {
        _ = try await aws.query(
            .cloudFormation,
            CloudFormation.EndChangeSet(.delete, stackName: stack, name: name)
        )
    }
}
