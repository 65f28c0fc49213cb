/// What Application Auto Scaling does that its documentation leaves open: each with its default and its source.
package struct AutoScalingRules: Sendable, Hashable, Codable {
    /// What a step is added to.
    package enum Base: String, Sendable, Hashable, Codable, CaseIterable {
        /// The tasks that run; documented for ECS.
        case running
        /// The tasks that are wanted.
        case desired
    }

    package var base = Base.running
    /// Whether a scale-out's cooldown holds back a scale-in; not stated, user reports fit no.
    package var scaleOutCooldownBlocksScaleIn = false
    /// Minutes above the target before target tracking adds tasks; observed, not documented.
    package var targetTrackingOutPeriods = 3
    /// Minutes below the low mark before target tracking removes tasks; observed, not documented.
    package var targetTrackingInPeriods = 15
    /// The low mark as a share of the target; observed for ECS, not documented.
    package var targetTrackingLowShare = 0.9

    /// The defaults.
    package init() {}
}
