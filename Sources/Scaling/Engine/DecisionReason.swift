import SluiceModel

/// One link in the chain of reasons of a decision.
package enum DecisionReason: Sendable, Hashable, Codable {
    /// The queue could not be read, so nothing changes.
    case noData
    /// Jobs wait for which no task is idle or starting.
    case backlog(waiting: Int, idle: Int, pending: Int)
    /// Of the waiting jobs, those that the running tasks will have taken before a new task could.
    case drainedBeforeStart(jobs: Int)
    /// There are more tasks than work, but not for long enough.
    case surplusTooYoung(surplus: Int, age: Duration, needed: Duration)
    /// There have been more tasks than work for long enough.
    case surplus(surplus: Int, age: Duration)
    /// No more tasks are started in one decision.
    case startsLimited(to: Int)
    /// The least number of tasks.
    case atMinimum(Int)
    /// The most, and what sets it.
    case atMaximum(Int, setBy: String)
    /// There are just as many tasks as the work needs.
    case balanced
    /// An alarm, its state, what it waits for, and the points it went by.
    case alarm(String, AlarmState, condition: String, datapoints: [Double])
    /// No alarm asks for anything.
    case quiet
    /// The step that the metric's value falls into.
    case step(policy: String, value: Double, change: Int, StepPolicy.Adjustment)
    /// An alarm is on, but no step holds its value.
    case noStep(policy: String)
    /// The capacity that brings the metric to the target.
    case target(metric: Double, target: Double, capacity: Int)
    /// What the change is counted from.
    case base(AutoScalingRules.Base, Int)
    /// A scale-out waits, because an earlier one at least as large is not long enough ago.
    case scaleOutCooldown(left: Duration)
    /// A scale-in waits.
    case scaleInCooldown(left: Duration)
    /// The result is what is wanted already.
    case alreadyDesired(Int)
    /// A deployment is under way, so nothing is removed.
    case deployment
    /// Not every target-tracking policy agrees to remove tasks.
    case notAllAgree
    /// Several policies asked; the one with the largest capacity wins.
    case largestWins(policy: String, capacity: Int)
}

extension DecisionReason {
    /// Which kind, for machines.
    package var kind: String {
        switch self {
        case .noData: "noData"
        case .backlog: "backlog"
        case .drainedBeforeStart: "drained"
        case .surplusTooYoung, .surplus: "surplus"
        case .startsLimited: "starts"
        case .atMinimum, .atMaximum: "limit"
        case .balanced: "balanced"
        case .alarm: "alarm"
        case .quiet: "quiet"
        case .step, .noStep: "step"
        case .target: "target"
        case .base: "base"
        case .scaleOutCooldown, .scaleInCooldown: "cooldown"
        case .alreadyDesired: "same"
        case .deployment: "deployment"
        case .notAllAgree, .largestWins: "winner"
        }
    }
}

extension DecisionReason: CustomStringConvertible {
    /// The reason in words.
    package var description: String {
        switch self {
        case .noData: "the queue could not be read"
        case .backlog(let waiting, let idle, let pending):
            "\(ScalingText.count(waiting, "job")) waiting, \(ScalingText.count(idle, "task")) idle and \(pending) starting"
        case .drainedBeforeStart(let jobs):
            "\(jobs) of them will be taken before a new task could start"
        case .surplusTooYoung(let surplus, let age, let needed):
            "\(ScalingText.count(surplus, "task")) too many for \(age.wholeSecondsRoundedUp) s of "
                + "\(needed.wholeSecondsRoundedUp) s"
        case .surplus(let surplus, let age):
            "\(ScalingText.count(surplus, "task")) too many for \(age.wholeSecondsRoundedUp) s"
        case .startsLimited(let limit): "at most \(ScalingText.count(limit, "task")) may start at once"
        case .atMinimum(let minimum): "\(minimum) is the least (scaling.min)"
        case .atMaximum(let maximum, let reason): "\(maximum) is the most (\(reason))"
        case .balanced: "tasks and work are in balance"
        case .alarm(let name, let state, let condition, let points):
            "alarm \(name) is \(state.rawValue): \(condition), "
                + (points.isEmpty ? "no points" : "points \(points.map(ScalingText.number).joined(separator: ", "))")
        case .quiet: "no alarm asks for a change"
        case .step(let policy, let value, let change, let adjustment):
            "policy \(policy): \(ScalingText.number(value)) falls into the step \(Self.text(change, adjustment))"
        case .noStep(let policy): "policy \(policy): no step holds the value"
        case .target(let metric, let target, let capacity):
            "\(ScalingText.number(metric)) per task for a target of \(ScalingText.number(target)) needs \(ScalingText.count(capacity, "task"))"
        case .base(let base, let count): "counted from \(count) \(base.rawValue)"
        case .scaleOutCooldown(let left):
            "an equal or larger scale-out is cooling down for another \(left.wholeSecondsRoundedUp) s"
        case .scaleInCooldown(let left): "scale-in is cooling down for another \(left.wholeSecondsRoundedUp) s"
        case .alreadyDesired(let count): "\(count) are wanted already"
        case .deployment: "a deployment is under way, so no task is removed"
        case .notAllAgree: "not every target-tracking policy agrees to remove tasks"
        case .largestWins(let policy, let capacity): "policy \(policy) wins with the largest capacity, \(capacity)"
        }
    }

    private static func text(_ change: Int, _ adjustment: StepPolicy.Adjustment) -> String {
        switch adjustment {
        case .exactCapacity: "=\(change)"
        case .changeInCapacity: change < 0 ? "\(change)" : "+\(change)"
        case .percentChangeInCapacity: change < 0 ? "\(change) %" : "+\(change) %"
        }
    }
}
