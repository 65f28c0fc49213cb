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
}

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
}

extension DecisionReason: CustomStringConvertible {
    /// The reason in words.
    package var description: String {
        switch self {
        case .noData: "the queue could not be read"
        case .backlog(let waiting, let idle, let pending):
            "\(waiting) jobs wait, \(idle) tasks are idle and \(pending) are starting"
        case .drainedBeforeStart(let jobs):
            "\(jobs) of them will be taken before a new task could start"
        case .surplusTooYoung(let surplus, let age, let needed):
            "\(surplus) tasks have been idle for \(age.wholeSecondsRoundedUp) s of \(needed.wholeSecondsRoundedUp) s"
        case .surplus(let surplus, let age):
            "\(surplus) tasks have been idle for \(age.wholeSecondsRoundedUp) s"
        case .startsLimited(let limit): "at most \(limit) tasks start at once"
        case .atMinimum(let minimum): "\(minimum) is the least (scaling.min)"
        case .atMaximum(let maximum, let reason): "\(maximum) is the most (\(reason))"
        case .balanced: "tasks and work are in balance"
        }
    }
}
