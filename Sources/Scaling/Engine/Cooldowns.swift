package import SluiceModel

/// The cooldowns of one scalable target.
///
/// During a scale-out cooldown only a larger scale-out is done, and what was added counts; a scale-in cooldown blocks every
/// scale-in; a scale-out ends it. Source: Application Auto Scaling's user guide, "Cooldown period" of step scaling.
package struct Cooldowns: Sendable, Hashable {
    private struct ScaleOut: Hashable {
        let base: Int
        let change: Int
        let until: Timestamp
    }

    private var out: ScaleOut?
    private var inUntil: Timestamp?

    /// No activity so far.
    package init() {}

    /// When the scale-out cooldown ends; nil when there is none at `now`.
    package func scaleOutEnd(at now: Timestamp) -> Timestamp? { out.flatMap { now < $0.until ? $0.until : nil } }

    /// When the scale-in cooldown ends; nil when there is none at `now`.
    package func scaleInEnd(at now: Timestamp) -> Timestamp? { inUntil.flatMap { now < $0 ? $0 : nil } }

    /// The capacity that adding `change` to `base` is allowed to reach at `now`; nil when the cooldown holds it back.
    package func scaleOut(by change: Int, from base: Int, at now: Timestamp) -> Int? {
        guard let out, now < out.until else { return base + change }
        return change > out.change ? out.base + change : nil
    }

    /// Notes a scale-out by `change` from `base`, and ends a scale-in's cooldown.
    package mutating func scaledOut(by change: Int, from base: Int, cooldown: Duration, at now: Timestamp) {
        let start = scaleOutEnd(at: now) == nil ? base : (out?.base ?? base)
        out = ScaleOut(base: start, change: change, until: now.advanced(by: cooldown))
        inUntil = nil
    }

    /// Notes a scale-in.
    package mutating func scaledIn(cooldown: Duration, at now: Timestamp) {
        inUntil = now.advanced(by: cooldown)
    }
}
