import SluiceDeployment
import SluiceModel
import SluiceWire

/// What a deployment tells, line by line, on standard error.
enum DeploymentLog {
    /// Prints one event.
    @Sendable static func tell(_ event: DeploymentEvent) {
        switch event {
        case .begins(let stack, let work): Terminal.note("\(stack): \(work)")
        case .resource(let stack, let event): Terminal.note(line(stack, event))
        case .taskStopped(let task): Terminal.note("  task \(task.id) stopped: \(task.reason)")
        case .serviceTrouble(let service, let message): Terminal.note("  service \(service): \(message)")
        case .note(let text): Terminal.note("  \(text)")
        }
    }

    /// `  12:31:05  CREATE_COMPLETE     JobQueue  AWS::SQS::Queue`.
    private static func line(_ stack: String, _ event: StackEvent) -> String {
        let time = event.time.rfc3339.dropFirst(11).prefix(8)
        let status = event.status.description
        let padding = String(repeating: " ", count: max(0, 20 - status.count))
        let what = event.isOfStack ? stack : "\(event.logicalID)  \(event.resourceType)"
        let reason = event.status.isFailure ? event.reason.map { "  \($0)" } ?? "" : ""
        return "  \(time)  \(status)\(padding)  \(what)\(reason)"
    }
}
