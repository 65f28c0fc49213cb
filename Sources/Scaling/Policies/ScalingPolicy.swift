/// How the size of a fleet follows the queue: what the manifest holds, the fleet runs and a template renders.
package enum ScalingPolicy: Sendable, Hashable, Codable {
    /// CloudWatch alarms and step scaling, the original system's way.
    case steps(StepPolicy)
    /// Target tracking on jobs per task.
    case backlog(BacklogPolicy)
    /// Sluice's own loop.
    case direct(DirectPolicy)

    /// The name in the manifest.
    package var name: String {
        switch self {
        case .steps: "steps"
        case .backlog: "backlog"
        case .direct: "direct"
        }
    }
}
