/// The least and the most tasks a fleet may have.
package struct CapacityLimits: Sendable, Hashable, Codable {
    package var minimum: Int
    package var maximum: Int
    /// What sets the maximum, for explanations: the manifest, or the machine's memory.
    package var maximumReason: String

    /// Limits with 0 <= minimum <= maximum; other values are brought into that order.
    package init(minimum: Int, maximum: Int, maximumReason: String = "scaling.max") {
        self.minimum = max(0, min(minimum, maximum))
        self.maximum = max(0, maximum)
        self.maximumReason = maximumReason
    }

    /// `count` brought inside the limits.
    package func clamp(_ count: Int) -> Int { min(maximum, max(minimum, count)) }
}
