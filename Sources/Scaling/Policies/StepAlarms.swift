/// What a step policy becomes on AWS: at most two alarms, each with the steps that it triggers.
///
/// The rules are those of CDK's `scaleOnMetric`: steps are sorted, missing bounds reach to the neighbour, what lies between
/// them changes nothing; the alarm for less sits at the end of the steps below that gap, the alarm for more at the beginning
/// of those above. Without a gap the list is split in its middle.
package struct StepAlarms: Sendable, Equatable {
    /// An alarm and its steps.
    package struct Side: Sendable, Hashable {
        package let comparison: AlarmComparison
        package let threshold: Double
        package let adjustments: StepAdjustments
    }

    /// The alarm `<=` and its steps; nil when no step lies below the gap.
    package let lower: Side?
    /// The alarm `>=` and its steps; nil when no step lies above the gap.
    package let upper: Side?
    /// Where the steps of one alarm leave a stretch between them, which AWS refuses; nil when they do not.
    package let hole: (from: Double, to: Double)?

    private struct Interval {
        let lower: Double
        let upper: Double
        /// nil where nothing changes.
        let change: Int?
    }

    /// The alarms of `policy`.
    package init(_ policy: StepPolicy) {
        let intervals = Self.intervals(policy)
        let gap = intervals.firstIndex { $0.change == nil }
        let lowerEnd: Int
        let upperStart: Int
        if let gap {
            (lowerEnd, upperStart) = (gap, gap + 1)
        } else {
            let middle = intervals.count / 2
            (lowerEnd, upperStart) = (middle, middle)
        }
        let below = intervals[..<lowerEnd].filter { $0.change != nil }
        let above = intervals[upperStart...].filter { $0.change != nil }
        hole = zip(above, above.dropFirst()).first { $0.upper < $1.lower }.map { ($0.upper, $1.lower) }
        lower = below.last.map { Self.side(below, .lessOrEqual, $0.upper, policy) }
        upper = above.first.map { Self.side(above, .greaterOrEqual, $0.lower, policy) }
    }

    /// Whether a policy's alarms and steps are the same.
    package static func == (one: StepAlarms, other: StepAlarms) -> Bool {
        one.lower == other.lower && one.upper == other.upper
    }

    private static func side(
        _ intervals: [Interval],
        _ comparison: AlarmComparison,
        _ threshold: Double,
        _ policy: StepPolicy
    ) -> Side {
        let steps = intervals.enumerated().map { index, interval in
            // The outermost bounds are open.
            let isFirst = comparison == .lessOrEqual && index == 0
            let isLast = comparison == .greaterOrEqual && index == intervals.count - 1
            return StepAdjustments.Step(
                lower: isFirst ? nil : interval.lower - threshold,
                upper: isLast ? nil : interval.upper - threshold,
                change: interval.change ?? 0
            )
        }
        return Side(
            comparison: comparison,
            threshold: threshold,
            adjustments: StepAdjustments(policy.adjustment, minimumMagnitude: policy.minimumMagnitude, steps: steps)
        )
    }

    private static func intervals(_ policy: StepPolicy) -> [Interval] {
        // At the same bound the step that ends there comes before the one that begins there.
        let sorted = policy.steps.sorted {
            ($0.lower ?? $0.upper ?? 0, $0.lower == nil ? 0 : 1) < ($1.lower ?? $1.upper ?? 0, $1.lower == nil ? 0 : 1)
        }
        var result: [Interval] = []
        for (index, step) in sorted.enumerated() {
            let before = index > 0 ? sorted[index - 1].upper : nil
            let after = index + 1 < sorted.count ? sorted[index + 1].lower : nil
            let lower = step.lower ?? before ?? 0
            let upper = step.upper ?? after ?? .infinity
            let end = result.last?.upper ?? 0
            if lower > end { result.append(Interval(lower: end, upper: lower, change: nil)) }
            let isNothing = step.change == 0 && policy.adjustment != .exactCapacity
            result.append(Interval(lower: lower, upper: upper, change: isNothing ? nil : step.change))
        }
        if let end = result.last?.upper, end < .infinity {
            result.append(Interval(lower: end, upper: .infinity, change: nil))
        }
        return result
    }
}
