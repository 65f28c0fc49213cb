package import SluiceModel
package import SluiceScaling

/// Decides what a scaler tells, and when: what changes at once, and every few minutes whether all is well.
package struct ScalerReport: Sendable {
    private let project: String
    private var looks = 0
    private var failures = 0
    private var failure: String?
    private var told: ScalerLine?

    /// The longest silence.
    package static let healthInterval = Duration.seconds(300)

    /// The report on a project's fleet.
    package init(project: String) { self.project = project }

    /// A look that succeeded.
    ///
    /// - Parameters:
    ///   - now: When.
    ///   - observation: What was seen.
    ///   - desired: How many tasks are wanted from now on.
    ///   - reasons: Why the number was changed; empty when it was not.
    /// - Returns: The line to tell, if any, and whether looks failed until this one.
    package mutating func succeeded(
        at now: Timestamp,
        _ observation: FleetObservation,
        desired: Int,
        because reasons: [String]
    ) -> (line: ScalerLine?, hasRecovered: Bool) {
        looks += 1
        defer { failure = nil }
        let fleet = ScalerLine.Fleet(observation: observation, desired: desired)
        let line = told?.fleet == fleet && !isDue(now) ? nil : line(at: now, fleet, because: reasons)
        return (line, failure != nil)
    }

    /// A look that failed.
    ///
    /// - Parameters:
    ///   - now: When.
    ///   - message: Why.
    /// - Returns: The line to tell, if any, and whether this failure is another one than the last.
    package mutating func failed(at now: Timestamp, _ message: String) -> (line: ScalerLine?, isNew: Bool) {
        looks += 1
        failures += 1
        defer { failure = message }
        return (isDue(now) ? line(at: now, nil, because: []) : nil, failure != message)
    }

    private func isDue(_ now: Timestamp) -> Bool {
        told.map { $0.at.duration(to: now) >= Self.healthInterval } ?? true
    }

    private mutating func line(at now: Timestamp, _ fleet: ScalerLine.Fleet?, because reasons: [String]) -> ScalerLine {
        let line = ScalerLine(
            at: now,
            project: project,
            fleet: fleet,
            looks: looks,
            failures: failures,
            because: reasons
        )
        told = line
        looks = 0
        failures = 0
        return line
    }
}
