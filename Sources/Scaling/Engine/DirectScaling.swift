package import SluiceModel

/// The `direct` policy as a pure machine (design, section 3.6).
///
/// It counts work in flight, starts no more tasks than there are jobs that a new task could still help with, never goes
/// below the number of busy tasks, and goes to zero and back. The only state is since when there has been a surplus.
package struct DirectScaling: Sendable, Hashable {
    package let policy: DirectPolicy
    package let limits: CapacityLimits
    private var surplusSince: Timestamp?
    /// The smallest surplus since then: only that many tasks were idle all the time.
    private var smallestSurplus = 0

    /// A machine with no past.
    package init(policy: DirectPolicy, limits: CapacityLimits) {
        self.policy = policy
        self.limits = limits
    }

    /// Decides how many tasks there should be.
    package mutating func decide(at now: Timestamp, observing fleet: FleetObservation) -> ScalingDecision {
        guard let queue = fleet.queue else {
            return ScalingDecision(
                at: now,
                observation: fleet,
                desired: fleet.tasks.desired,
                reasons: [.noData]
            )
        }
        let current = fleet.tasks.running + fleet.tasks.pending
        let needed = Self.quotient(queue.visible + queue.inFlight, policy.jobsPerTask)
        let surplus = current - max(needed, limits.minimum)
        var (desired, reasons): (Int, [DecisionReason])
        if surplus > 0 {
            (desired, reasons) = shrink(current, surplus, at: now)
        } else {
            surplusSince = nil
            (desired, reasons) = grow(fleet, queue, current)
        }
        if desired < limits.minimum {
            desired = limits.minimum
            reasons.append(.atMinimum(limits.minimum))
        } else if desired > limits.maximum {
            desired = limits.maximum
            reasons.append(.atMaximum(limits.maximum, setBy: limits.maximumReason))
        }
        return ScalingDecision(at: now, observation: fleet, desired: desired, reasons: reasons)
    }

    private mutating func grow(
        _ fleet: FleetObservation,
        _ queue: FleetObservation.Backlog,
        _ current: Int
    ) -> (Int, [DecisionReason]) {
        let busy = Self.quotient(queue.inFlight, policy.jobsPerTask)
        let idle = max(0, fleet.tasks.running - busy)
        let uncovered = queue.visible - (idle + fleet.tasks.pending) * policy.jobsPerTask
        guard uncovered > 0 else { return (current, [.balanced]) }
        var reasons: [DecisionReason] = [
            .backlog(waiting: queue.visible, idle: idle, pending: fleet.tasks.pending)
        ]
        // While a new task starts, the running ones go on taking jobs.
        let drained = min(uncovered, Self.taken(by: fleet.tasks.running, during: policy.startTime, fleet.jobDuration))
        if drained > 0 { reasons.append(.drainedBeforeStart(jobs: drained)) }
        var starts = Self.quotient(uncovered - drained, policy.jobsPerTask)
        if let limit = policy.maximumStartsPerDecision, starts > limit {
            starts = limit
            reasons.append(.startsLimited(to: limit))
        }
        return (current + starts, reasons)
    }

    private mutating func shrink(_ current: Int, _ surplus: Int, at now: Timestamp) -> (Int, [DecisionReason]) {
        let since = surplusSince ?? now
        smallestSurplus = surplusSince == nil ? surplus : min(smallestSurplus, surplus)
        surplusSince = since
        let age = since.duration(to: now)
        guard age >= policy.idleTimeout else {
            return (current, [.surplusTooYoung(surplus: surplus, age: age, needed: policy.idleTimeout)])
        }
        let idle = smallestSurplus
        surplusSince = nil
        return (current - idle, [.surplus(surplus: idle, age: age)])
    }

    /// How many jobs `tasks` running tasks finish within `time`.
    private static func taken(by tasks: Int, during time: Duration, _ jobDuration: Duration?) -> Int {
        guard let jobDuration, jobDuration > .zero, time > .zero else { return 0 }
        return Int(Double(tasks) * (time / jobDuration))
    }

    /// `dividend / divisor`, rounded up.
    private static func quotient(_ dividend: Int, _ divisor: Int) -> Int {
        (dividend + max(1, divisor) - 1) / max(1, divisor)
    }
}
