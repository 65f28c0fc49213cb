/// Target tracking on (visible + in flight) / running tasks, by metric math.
package struct BacklogPolicy: Sendable, Hashable, Codable {
    /// Jobs that one task may have before it, its own included.
    package var target: Double
    package var scaleOutCooldown: Duration
    package var scaleInCooldown: Duration
    /// Whether it may remove tasks.
    package var scalesIn: Bool

    /// A policy.
    package init(
        target: Double,
        scaleOutCooldown: Duration = .seconds(60),
        scaleInCooldown: Duration = .seconds(300),
        scalesIn: Bool = true
    ) {
        self.target = target
        self.scaleOutCooldown = scaleOutCooldown
        self.scaleInCooldown = scaleInCooldown
        self.scalesIn = scalesIn
    }

    /// The capacity that brings the metric to the target, before limits: ceil(current × metric / target).
    ///
    /// Application Auto Scaling documents the direction of rounding only; the formula is inferred from its examples.
    package func capacity(from current: Int, metric: Double) -> Int {
        let exact = Double(current) * metric / target
        // A hair above a whole number is rounding of the metric, not one task more.
        return Int(min(1e9, (exact - 1e-9).rounded(.up)))
    }
}
