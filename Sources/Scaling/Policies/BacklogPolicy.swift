/// Target tracking on (visible + in flight) / running tasks.
package struct BacklogPolicy: Sendable, Hashable, Codable {
    /// Jobs that one task may have before it, its own included.
    package var target: Double
    package var scaleOutCooldown: Duration
    package var scaleInCooldown: Duration

    /// A policy.
    package init(target: Double, scaleOutCooldown: Duration = .seconds(60), scaleInCooldown: Duration = .seconds(300)) {
        self.target = target
        self.scaleOutCooldown = scaleOutCooldown
        self.scaleInCooldown = scaleInCooldown
    }
}
