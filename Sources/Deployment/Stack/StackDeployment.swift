import SluiceAWS
package import SluiceModel
package import SluiceWire

/// Brings one stack to what it shall be, by a change set.
package struct StackDeployment: Sendable {
    private let clients: DeploymentClients
    private let clock: any TimeSource
    private let follower: StackFollower
    private let templateBucket: String?
    private let region: String
    private let approve: @Sendable (String, ChangeSet) async throws -> Bool
    private let tell: @Sendable (DeploymentEvent) -> Void

    private static let poll = Duration.seconds(1)

    /// A way to deploy stacks.
    ///
    /// - Parameters:
    ///   - clients: The services.
    ///   - clock: Where the time comes from.
    ///   - region: Where the stacks are.
    ///   - templateBucket: Where templates are put that are too long for a call; nil for nowhere.
    ///   - approve: Asked with a stack's name before a change set is executed; false leaves the stack as it is.
    ///   - tell: Hears of every event.
    package init(
        _ clients: DeploymentClients,
        clock: any TimeSource,
        region: String,
        templateBucket: String? = nil,
        approve: @escaping @Sendable (String, ChangeSet) async throws -> Bool,
        tell: @escaping @Sendable (DeploymentEvent) -> Void
    ) {
        self.clients = clients
        self.clock = clock
        self.region = region
        self.templateBucket = templateBucket
        self.approve = approve
        self.tell = tell
        follower = StackFollower(clients, clock: clock, tell: tell)
    }

    /// Deploys a stack and waits for its end.
    ///
    /// - Parameter request: The stack as it shall be.
    /// - Returns: What became of it.
    /// - Throws: `DeploymentError` with the reasons when it failed, `AWSServiceError`, or what `AWSClient` throws.
    package func deploy(_ request: StackRequest) async throws -> StackOutcome {
        let current = try await settled(request.name)
        let isCreation = current == nil
        let name = "sluice-\(clock.now.iso8601Basic)"
        tell(.begins(stack: request.name, work: "making a change set"))
        try await clients.cloudFormation.create(
            CloudFormation.CreateChangeSet(
                stackName: request.name,
                name: name,
                isCreation: isCreation,
                source: try await source(of: request),
                parameters: request.parameters + (isCreation ? request.firstParameters : []),
                tags: request.tags
            )
        )
        let changes = try await finished(name, of: request.name)
        if changes.isEmpty {
            try await clients.cloudFormation.deleteChangeSet(name, of: request.name)
            return .unchanged
        }
        guard changes.status.description == "CREATE_COMPLETE" else {
            try await forget(name, of: request.name, isCreation: isCreation)
            throw DeploymentError(
                "\(request.name): CloudFormation cannot make a change set: \(changes.statusReason ?? "it gives no reason")"
            )
        }
        guard try await approve(request.name, changes) else {
            try await forget(name, of: request.name, isCreation: isCreation)
            return .declined
        }
        return try await execute(name, of: request.name, isCreation: isCreation)
    }

    private func execute(_ changeSet: String, of stack: String, isCreation: Bool) async throws -> StackOutcome {
        let last = try await clients.cloudFormation.latestEvent(of: stack)?.id
        guard let id = try await clients.cloudFormation.describeStack(stack)?.id else {
            throw DeploymentError("\(stack): the stack went away while its change set was made. Deploy again.")
        }
        tell(.begins(stack: stack, work: isCreation ? "creating" : "updating"))
        try await clients.cloudFormation.executeChangeSet(changeSet, of: stack)
        let ending = try await follower.follow(id: id, name: stack, after: last)
        let status = ending.stack?.status.description ?? "gone"
        guard ["CREATE_COMPLETE", "UPDATE_COMPLETE"].contains(status) else {
            let reasons = ending.failures.isEmpty ? [ending.stack?.statusReason ?? "no reason given"] : ending.failures
            throw DeploymentError(
                "\(stack): \(isCreation ? "creation" : "update") failed, the stack is \(status):\n"
                    + reasons.map { "  \($0)" }.joined(separator: "\n")
            )
        }
        return isCreation ? .created : .updated
    }

    /// The stack once nothing is going on in it; nil when there is none, or was none but what a failure left.
    private func settled(_ name: String) async throws -> CloudFormationStack? {
        guard var stack = try await clients.cloudFormation.describeStack(name) else { return nil }
        if stack.status.isInProgress, !stack.status.isEmptyHull {
            tell(.note("\(name): somebody else is at work on it (\(stack.status)); waiting for the end"))
            let last = try await clients.cloudFormation.latestEvent(of: name)?.id
            guard let end = try await follower.follow(id: stack.id, name: name, after: last).stack else { return nil }
            if end.status.isDeleted { return nil }
            stack = end
        }
        if stack.status.description == "DELETE_FAILED" {
            throw DeploymentError("\(name): half deleted (DELETE_FAILED). Finish that with `sluice destroy`.")
        }
        guard stack.status.canOnlyBeDeleted || stack.status.isEmptyHull else { return stack }
        // What was rolled back at its creation holds nothing, and CloudFormation wants it gone before another try.
        tell(.begins(stack: name, work: "removing what a failed creation left"))
        try await clients.cloudFormation.deleteStack(stack.id)
        let end = try await follower.follow(id: stack.id, name: name, after: nil)
        if let status = end.stack?.status, !status.isDeleted {
            throw DeploymentError("\(name): what a failed creation left cannot be deleted: \(status)")
        }
        return nil
    }

    private func finished(_ changeSet: String, of stack: String) async throws -> ChangeSet {
        while true {
            let found = try await clients.cloudFormation.changeSet(changeSet, of: stack)
            guard found.status.isInProgress || found.status.description.hasSuffix("_PENDING") else { return found }
            try await clock.sleep(until: clock.now.advanced(by: Self.poll), tolerance: nil)
        }
    }

    /// Takes a change set away, and the hull of a stack that was made for it.
    private func forget(_ changeSet: String, of stack: String, isCreation: Bool) async throws {
        try await clients.cloudFormation.deleteChangeSet(changeSet, of: stack)
        if isCreation { try await clients.cloudFormation.deleteStack(stack) }
    }

    private func source(of request: StackRequest) async throws -> CloudFormation.TemplateSource {
        let bytes = Array(request.template.utf8)
        guard bytes.count > CloudFormation.longestTemplateBody else { return .body(request.template) }
        guard let templateBucket else {
            throw DeploymentError(
                "\(request.name): the template has \(bytes.count) bytes, and CloudFormation takes "
                    + "\(CloudFormation.longestTemplateBody) in a call. Name a bucket of this region with --template-bucket."
            )
        }
        let key = "sluice-templates/\(request.name)-\(clock.now.iso8601Basic).json"
        _ = try await clients.s3.putObject(
            bucket: templateBucket,
            key: key,
            bytes: bytes,
            contentType: "application/json"
        )
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return .url("https://\(templateBucket).s3.\(region).\(domain)/\(key)")
    }
}
