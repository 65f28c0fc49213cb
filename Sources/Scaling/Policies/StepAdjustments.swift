/// The steps of one Application Auto Scaling policy: bounds as offsets from the alarm's threshold.
package struct StepAdjustments: Sendable, Hashable, Codable {
    /// One step; a nil bound is open.
    package struct Step: Sendable, Hashable, Codable {
        package var lower: Double?
        package var upper: Double?
        package var change: Int

        /// A step.
        package init(lower: Double?, upper: Double?, change: Int) {
            self.lower = lower
            self.upper = upper
            self.change = change
        }
    }

    package var adjustment: StepPolicy.Adjustment
    package var minimumMagnitude: Int?
    package var steps: [Step]

    /// The steps of a policy.
    package init(_ adjustment: StepPolicy.Adjustment, minimumMagnitude: Int? = nil, steps: [Step]) {
        self.adjustment = adjustment
        self.minimumMagnitude = minimumMagnitude
        self.steps = steps
    }

    /// The step for `value`; nil when no step holds it.
    ///
    /// At or above the threshold the lower bound belongs to a step and the upper does not; below it is the other way
    /// round. A value that no step holds then, such as the threshold itself for a step that ends there, belongs to the
    /// step whose upper bound it is: alarms of the form `<=` rely on it.
    package func step(for value: Double, threshold: Double) -> Step? {
        let offset = value - threshold
        let holds: (Step) -> Bool =
            offset >= 0
            ? { ($0.lower ?? -.infinity) <= offset && offset < ($0.upper ?? .infinity) }
            : { ($0.lower ?? -.infinity) < offset && offset <= ($0.upper ?? .infinity) }
        return steps.first(where: holds) ?? steps.first { $0.upper == offset }
    }

    /// The capacity that `step` makes of `current`, before limits.
    ///
    /// Percentages are rounded as Application Auto Scaling documents: above 1 down, between 0 and 1 up to 1, between -1
    /// and 0 to -1, below -1 towards zero; then the least magnitude applies.
    package func capacity(from current: Int, by step: Step) -> Int {
        switch adjustment {
        case .exactCapacity: step.change
        case .changeInCapacity: current + step.change
        case .percentChangeInCapacity: current + percentChange(of: current, by: step.change)
        }
    }

    private func percentChange(of current: Int, by percent: Int) -> Int {
        guard percent != 0 else { return 0 }
        let sign = percent > 0 ? 1 : -1
        let exact = Double(current) * Double(percent) / 100
        var change = Int(exact.rounded(.towardZero))
        if change == 0, exact != 0 { change = sign }
        if let least = minimumMagnitude, change.magnitude < least { change = sign * least }
        return change
    }
}
