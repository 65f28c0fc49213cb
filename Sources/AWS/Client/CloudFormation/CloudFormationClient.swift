package import SluiceWire

/// AWS CloudFormation: stacks and change sets.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws.
package struct CloudFormationClient: Sendable {
    let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// A stack by its name, or by its ARN even after it was deleted; nil when there is none.
    package func describeStack(_ name: String) async throws -> CloudFormationStack? {
        do {
            return try await aws.query(.cloudFormation, CloudFormation.DescribeStack(name)).stacks.members.first
        } catch let error as AWSServiceError where error.isMissingStack {
            return nil
        }
    }

    /// Begins to delete a stack and what it made; it is no error when there is none.
    package func deleteStack(_ name: String) async throws {
        _ = try await aws.query(.cloudFormation, CloudFormation.DeleteStack(name))
    }

    /// What happened since the event `last`, the oldest first; everything when it is nil.
    package func events(of stack: String, after last: String?) async throws -> [StackEvent] {
        var events: [StackEvent] = []
        var token: String?
        repeat {
            let operation = CloudFormation.DescribeStackEvents(stack, nextToken: token)
            let page = try await aws.query(.cloudFormation, operation)
            for event in page.events.members {
                if event.id == last { return events.reversed() }
                events.append(event)
            }
            token = page.nextToken
        } while token?.isEmpty == false
        return events.reversed()
    }

    /// The newest event of a stack; nil when nothing has happened to it.
    package func latestEvent(of stack: String) async throws -> StackEvent? {
        try await aws.query(.cloudFormation, CloudFormation.DescribeStackEvents(stack)).events.members.first
    }

    /// The resources of a stack, deleted ones left out.
    package func resources(of stack: String) async throws -> [StackResource] {
        var resources: [StackResource] = []
        var token: String?
        repeat {
            let page = try await aws.query(
                .cloudFormation,
                CloudFormation.ListStackResources(stack, nextToken: token)
            )
            resources += page.resources.members
            token = page.nextToken
        } while token?.isEmpty == false
        return resources.filter { !$0.status.isDeleted }
    }

    /// The template of a stack as it was given; nil when there is no such stack.
    package func template(of stack: String) async throws -> String? {
        do {
            return try await aws.query(.cloudFormation, CloudFormation.GetTemplate(stack)).body
        } catch let error as AWSServiceError where error.isMissingStack {
            return nil
        }
    }
}

extension AWSServiceError {
    /// CloudFormation has no code of its own for a stack that is not there.
    var isMissingStack: Bool { code == "ValidationError" && message.contains("does not exist") }
}
