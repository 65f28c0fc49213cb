import SluiceAWS
package import SluiceModel
package import SluiceWire

/// Waits until nothing is going on in a stack any more, and tells what happens meanwhile.
package struct StackFollower: Sendable {
    private let clients: DeploymentClients
    private let clock: any TimeSource
    private let interval: Duration
    private let tell: @Sendable (DeploymentEvent) -> Void

    /// A follower.
    ///
    /// - Parameters:
    ///   - clients: CloudFormation, and ECS for services that do not come up.
    ///   - clock: Where the time comes from.
    ///   - interval: The time between two looks.
    ///   - tell: Hears of every event.
    package init(
        _ clients: DeploymentClients,
        clock: any TimeSource,
        interval: Duration = .seconds(2),
        tell: @escaping @Sendable (DeploymentEvent) -> Void
    ) {
        self.clients = clients
        self.clock = clock
        self.interval = interval
        self.tell = tell
    }

    /// What a stack came to.
    package struct Ending: Sendable {
        /// The stack; nil when it is not even remembered.
        package let stack: CloudFormationStack?
        /// What failed first, and its reasons.
        package let failures: [String]
    }

    /// Follows a stack.
    ///
    /// - Parameters:
    ///   - id: Its ARN, by which it is found even when it has been deleted.
    ///   - name: What it is called in what is told.
    ///   - last: The last event that has been told already.
    /// - Returns: What it came to.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws; what goes on in AWS is not stopped by it.
    package func follow(id: String, name: String, after last: String?) async throws -> Ending {
        var last = last
        var failures: [String] = []
        var watch = ServiceWatch(clients.ecs)
        while true {
            // The state first: events that come between the two are seen in the next round, none is missed at the end.
            let stack = try await clients.cloudFormation.describeStack(id)
            for event in try await events(of: id, after: last) {
                last = event.id
                tell(.resource(stack: name, event))
                watch.note(event)
                if let failure = Self.failure(event) { failures.append(failure) }
            }
            for trouble in await watch.news() {
                if case .taskStopped(let task) = trouble { failures.append("task \(task.id): \(task.reason)") }
                tell(trouble)
            }
            guard let stack, stack.status.isInProgress, !stack.status.isEmptyHull else {
                return Ending(stack: stack, failures: failures)
            }
            try await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil)
        }
    }

    private func events(of id: String, after last: String?) async throws -> [StackEvent] {
        do {
            return try await clients.cloudFormation.events(of: id, after: last)
        } catch let error as AWSServiceError where error.code == "ValidationError" {
            // A deleted stack is forgotten in the end.
            return []
        }
    }

    /// What failed by itself; what was cancelled because of it says nothing new.
    private static func failure(_ event: StackEvent) -> String? {
        guard event.status.description.hasSuffix("_FAILED"), let reason = event.reason,
            !reason.contains("cancelled")
        else { return nil }
        return event.isOfStack ? reason : "\(event.logicalID) (\(event.resourceType)): \(reason)"
    }
}
