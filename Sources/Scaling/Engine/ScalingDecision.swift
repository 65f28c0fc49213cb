package import SluiceModel

/// What was decided at one moment, and why.
package struct ScalingDecision: Sendable, Hashable, Codable {
    package let at: Timestamp
    package let observation: FleetObservation
    /// How many tasks there should be from now on.
    package let desired: Int
    /// The chain that led there, in order.
    package let reasons: [DecisionReason]

    /// A decision.
    package init(at: Timestamp, observation: FleetObservation, desired: Int, reasons: [DecisionReason]) {
        self.at = at
        self.observation = observation
        self.desired = desired
        self.reasons = reasons
    }

    /// Whether it changes anything.
    package var isChange: Bool { desired != observation.tasks.desired }

    /// The decision as part of a timeline that began at `start`.
    package func recorded(since start: Timestamp) -> Timeline.Decision {
        Timeline.Decision(
            at: Timestamp.epoch.advanced(by: start.duration(to: at)),
            from: observation.tasks.desired,
            to: desired,
            reasons: reasons.map { .init(kind: $0.kind, text: $0.description) }
        )
    }
}
