package import SluiceSimulation

/// How far a prediction was off: measured, predicted, difference.
package struct Agreement: Sendable, Hashable, Codable {
    /// What a quantity is counted in.
    package enum Unit: String, Sendable, Hashable, Codable {
        case seconds, tasks, dollars

        /// Differences up to this are no difference: the polling of a queue, a task, a hundredth of a cent.
        package var resolution: Double {
            switch self {
            case .seconds: 1
            case .tasks: 1
            case .dollars: 0.0001
            }
        }

        /// Less than this is printed as nothing.
        var least: Double {
            switch self {
            case .seconds: 0.005
            case .tasks: 0.5
            case .dollars: 0.00005
            }
        }
    }

    /// One quantity.
    package struct Row: Sendable, Hashable, Codable {
        package let name: String
        package let unit: Unit
        package let measured: Double?
        package let predicted: Double?
        /// (predicted - measured) / measured; nil when either is missing or nothing was measured.
        package let difference: Double?
        /// Whether it is within `Agreement.aim`, or below what the unit resolves.
        package let isWithin: Bool

        /// Compares two values.
        package init(_ name: String, _ unit: Unit, measured: Double?, predicted: Double?) {
            self.name = name
            self.unit = unit
            self.measured = measured
            self.predicted = predicted
            guard let measured, let predicted else {
                difference = nil
                isWithin = measured == nil && predicted == nil
                return
            }
            let gap = predicted - measured
            // A share of what is as good as nothing says nothing.
            difference = measured.magnitude >= unit.least ? gap / measured : nil
            isWithin = gap.magnitude <= max(unit.resolution, Agreement.aim * measured.magnitude)
        }
    }

    package let rows: [Row]

    /// How far off a prediction may be: 10 %.
    package static let aim = 0.1

    /// Compares what was measured with what was predicted.
    package init(measured: SimulationSummary, predicted: SimulationSummary) {
        func row(_ name: String, _ unit: Unit, _ value: (SimulationSummary) -> Double?) -> Row {
            Row(name, unit, measured: value(measured), predicted: value(predicted))
        }
        rows = [
            row("drain time", .seconds) { $0.drainTime },
            row("peak tasks", .tasks) { Double($0.peakTasks) },
            row("wait p50", .seconds) { $0.wait.p50 },
            row("wait p95", .seconds) { $0.wait.p95 },
            row("cost", .dollars) { $0.cost },
        ]
    }
}
