import SluiceAWS
package import SluiceModel
package import SluiceWire

/// Takes a project's stacks away, with what they hold, and looks whether anything is left.
package struct ProjectDestruction: Sendable {
    private let clients: DeploymentClients
    private let follower: StackFollower
    private let tell: @Sendable (DeploymentEvent) -> Void

    /// How often a stack is tried whose bucket somebody has written to meanwhile, such as a task on its way out.
    private static let attempts = 3

    /// A way to destroy projects.
    ///
    /// - Parameters:
    ///   - clients: The services.
    ///   - clock: Where the time comes from.
    ///   - tell: Hears of every event.
    package init(
        _ clients: DeploymentClients,
        clock: any TimeSource,
        tell: @escaping @Sendable (DeploymentEvent) -> Void
    ) {
        self.clients = clients
        self.tell = tell
        follower = StackFollower(clients, clock: clock, tell: tell)
    }

    /// A stack that is there, and what is in it.
    package struct Found: Sendable {
        package let stack: CloudFormationStack
        package let resources: [StackResource]

        /// The names of its buckets and image repositories, whose contents go with them.
        package var holders: [StackResource] {
            resources.filter { Self.holderTypes.contains($0.type) && !$0.physicalID.isEmpty }
        }

        private static let holderTypes: Set<String> = ["AWS::S3::Bucket", "AWS::ECR::Repository"]
    }

    /// Those of the named stacks that are there.
    ///
    /// - Parameter names: In the order in which they were deployed.
    /// - Returns: In the order in which they are destroyed, which is the other way round.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func find(_ names: [String]) async throws -> [Found] {
        var found: [Found] = []
        for name in names.reversed() {
            guard let stack = try await clients.cloudFormation.describeStack(name), !stack.status.isDeleted else {
                continue
            }
            found.append(Found(stack: stack, resources: try await clients.cloudFormation.resources(of: stack.id)))
        }
        return found
    }

    /// What is there beside the stacks.
    ///
    /// - Parameters:
    ///   - places: Where to look.
    ///   - stacks: What `find` found; what they hold is not counted.
    /// - Returns: What was found.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func strays(_ places: ProjectStrays, beside stacks: [Found]) async throws -> ProjectStrays {
        let held = Set(stacks.flatMap(\.resources).map(\.physicalID))
        var found = try await Self.places(places, of: stacks).found(clients)
        found.logGroups.removeAll { held.contains($0) }
        return found
    }

    /// Destroys stacks, and what lies beside them.
    ///
    /// - Parameters:
    ///   - stacks: What `find` found.
    ///   - places: Where to look for what belongs to no stack.
    /// - Returns: What is left.
    /// - Throws: `DeploymentError` with the reasons when a stack cannot be deleted, `AWSServiceError`, or what
    ///   `AWSClient` throws.
    package func destroy(_ stacks: [Found], _ places: ProjectStrays) async throws -> Remains {
        let places = Self.places(places, of: stacks)
        for found in stacks { try await delete(found) }
        // A service may have written to its log once more after the stack let go of it, and so have made it again.
        try await places.found(clients).delete(clients)
        var left = Remains()
        for found in stacks { try await look(for: found, &left) }
        left.unwanted += try await places.found(clients).names
        return left
    }

    /// API Gateway names its logs after an API's id, which only the stack knows.
    private static func places(_ places: ProjectStrays, of stacks: [Found]) -> ProjectStrays {
        let apis = stacks.flatMap(\.resources).filter { $0.type == "AWS::ApiGateway::RestApi" }.map(\.physicalID)
        let logs = apis.filter { !$0.isEmpty }.map { "API-Gateway-Execution-Logs_\($0)/" }
        return ProjectStrays(parameters: places.parameters, logGroups: places.logGroups + logs)
    }

    /// What is still there, each in a few words.
    package struct Remains: Sendable, Hashable {
        /// On purpose.
        package var kept: [String] = []
        /// What should be gone.
        package var unwanted: [String] = []
    }

    private func delete(_ found: Found) async throws {
        let (name, id) = (found.stack.name, found.stack.id)
        var failures: [String] = []
        for _ in 1...Self.attempts {
            for holder in found.holders { try await empty(holder) }
            let last = try await clients.cloudFormation.latestEvent(of: id)?.id
            tell(.begins(stack: name, work: "deleting"))
            try await clients.cloudFormation.deleteStack(id)
            let ending = try await follower.follow(id: id, name: name, after: last)
            guard let stack = ending.stack, !stack.status.isDeleted else { return }
            failures = ending.failures.isEmpty ? [stack.statusReason ?? "\(stack.status)"] : ending.failures
        }
        throw DeploymentError(
            "\(name): cannot be deleted:\n" + failures.map { "  \($0)" }.joined(separator: "\n")
                + "\nMend that and run `sluice destroy` again."
        )
    }

    private func empty(_ holder: StackResource) async throws {
        if holder.type == "AWS::ECR::Repository" {
            guard let images = try await clients.ecr.images(in: holder.physicalID), !images.isEmpty else { return }
            tell(.note("deleting \(images.count) images of \(holder.physicalID)"))
            try await clients.ecr.deleteImages(images, in: holder.physicalID)
            return
        }
        var keys: [String] = []
        do {
            for try await object in clients.s3.listObjects(bucket: holder.physicalID, prefix: "") {
                keys.append(object.key)
            }
        } catch let error as AWSServiceError where error.code == "NoSuchBucket" {
            return
        }
        guard !keys.isEmpty else { return }
        tell(.note("deleting \(keys.count) objects of \(holder.physicalID)"))
        if let failure = try await clients.s3.deleteObjects(bucket: holder.physicalID, keys: keys).first {
            throw DeploymentError("\(holder.physicalID): \(failure.key) cannot be deleted: \(failure.message)")
        }
    }

    /// What can be looked for by its name is looked for; the rest is what the stack says it kept.
    private func look(for found: Found, _ left: inout Remains) async throws {
        if let stack = try await clients.cloudFormation.describeStack(found.stack.id), !stack.status.isDeleted {
            left.unwanted.append("the stack \(stack.name) (\(stack.status))")
        }
        for holder in found.holders where try await isThere(holder) {
            left.unwanted.append("\(holder.type) \(holder.physicalID)")
        }
        for kept in found.resources where kept.type == "AWS::CodeCommit::Repository" {
            // Its physical id is no name; the stack has an output that is one.
            let name = found.stack.outputs[kept.logicalID] ?? kept.physicalID
            left.kept.append("the CodeCommit repository \(name), for it holds the source")
        }
    }

    private func isThere(_ holder: StackResource) async throws -> Bool {
        if holder.type == "AWS::ECR::Repository" {
            return try await clients.ecr.images(in: holder.physicalID) != nil
        }
        do {
            for try await _ in clients.s3.listObjects(bucket: holder.physicalID, prefix: "") { return true }
            return true
        } catch let error as AWSServiceError where error.code == "NoSuchBucket" {
            return false
        }
    }
}
