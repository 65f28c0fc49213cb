package import SluiceWire

/// Something that a deployment tells while it goes on.
package enum DeploymentEvent: Sendable {
    /// What is done with a stack now.
    case begins(stack: String, work: String)
    /// Something happened to one of its resources.
    case resource(stack: String, StackEvent)
    /// A task of a service that is coming up has stopped.
    case taskStopped(StoppedTask)
    /// ECS says why a service does not come up.
    case serviceTrouble(service: String, message: String)
    /// Anything else, in a sentence.
    case note(String)
}

/// A task that stopped, and why.
package struct StoppedTask: Sendable, Hashable {
    /// The last part of its ARN.
    package let id: String
    /// ECS's reason, and that of each container that says more.
    package let reason: String

    /// What ECS says of a task.
    init(_ task: ECSTask) {
        id = task.arn.split(separator: "/").last.map(String.init) ?? task.arn
        let containers = task.containers.compactMap { container -> String? in
            let parts = [container.exitCode.map { "exit code \($0)" }, container.reason].compactMap(\.self)
            return parts.isEmpty ? nil : "\(container.name): \(parts.joined(separator: ", "))"
        }
        reason = ([task.stoppedReason ?? task.stopCode ?? "stopped"] + containers).joined(separator: "; ")
    }
}
