import SluiceModel
package import SluiceSimulation

/// What must hold of a run, such as `p95 wait < 5m` or `cost < 2 USD`.
package struct Threshold: Sendable, Hashable {
    /// As one writes it.
    package let text: String
    private let quantity: Quantity
    private let comparison: String
    private let bound: Double

    private enum Quantity: Hashable {
        case wait(String), total(String), drain, cost, costPer1000, failed, killed, tasks, duplicates
    }

    /// Why a text is no threshold.
    package struct ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what was expected.
        package let description: String
    }

    /// Reads a threshold.
    /// - Throws: `ReadingError`.
    package init(_ text: String) throws(ReadingError) {
        self.text = text
        let words = text.split { $0 == " " }.map(String.init)
        guard let place = words.firstIndex(where: { ["<", "<=", ">", ">="].contains($0) }), place > 0,
            place + 1 < words.count
        else {
            throw ReadingError(
                description: "'\(text)' is no threshold; write it like 'p95 wait < 5m', with spaces around the sign"
            )
        }
        comparison = words[place]
        let name = words[..<place].joined(separator: " ")
        let value = words[(place + 1)...].joined(separator: " ")
        quantity = try Self.quantity(name)
        bound = try Self.bound(value, of: quantity)
    }

    /// Whether a run holds it; a wait is not held by a run that left jobs undone.
    package func holds(for run: SimulationSummary) -> Bool {
        guard let measured = measured(run) else { return false }
        return switch comparison {
        case "<": measured < bound
        case "<=": measured <= bound
        case ">": measured > bound
        default: measured >= bound
        }
    }

    /// What the run has; nil when it has no such value.
    package func measured(_ run: SimulationSummary) -> Double? {
        switch quantity {
        case .wait(let name): run.unfinished > 0 ? nil : run.wait[name]
        case .total(let name): run.unfinished > 0 ? nil : run.total[name]
        case .drain: run.drainTime
        case .cost: run.cost
        case .costPer1000: run.costPer1000
        case .failed: Double(run.failed)
        case .killed: Double(run.killed)
        case .tasks: Double(run.peakTasks)
        case .duplicates: Double(run.duplicates)
        }
    }

    /// What the run has, in words.
    package func measuredText(_ run: SimulationSummary) -> String {
        guard let value = measured(run) else { return "\(run.unfinished) jobs were not done" }
        return switch quantity {
        case .wait, .total, .drain: SpanText.seconds(value)
        case .cost, .costPer1000: "\(MoneyText.dollars(value)) USD"
        default: String(Int(value))
        }
    }

    private static func quantity(_ name: String) throws(ReadingError) -> Quantity {
        let percentiles = ["mean", "p50", "p90", "p95", "p99", "max"]
        let words = name.split(separator: " ").map(String.init)
        if words.count == 2, percentiles.contains(words[0]) {
            if words[1] == "wait" { return .wait(words[0]) }
            if words[1] == "total" { return .total(words[0]) }
        }
        switch name {
        case "drain": return .drain
        case "cost": return .cost
        case "cost per 1000": return .costPer1000
        case "failed": return .failed
        case "killed": return .killed
        case "duplicates": return .duplicates
        case "tasks": return .tasks
        default:
            throw ReadingError(
                description:
                    "'\(name)' cannot be compared; known: wait and total after \(percentiles.joined(separator: ", ")), "
                    + "drain, cost, cost per 1000, failed, killed, duplicates, tasks"
            )
        }
    }

    private static func bound(_ text: String, of quantity: Quantity) throws(ReadingError) -> Double {
        switch quantity {
        case .wait, .total, .drain:
            guard let span = Duration(text: text) else {
                throw ReadingError(description: "'\(text)' is no time with its unit, such as 5m")
            }
            return span.inSeconds
        case .cost, .costPer1000:
            let number = text.split(separator: " ").first.flatMap { Double($0) }
            guard let number, text.split(separator: " ").dropFirst().allSatisfy({ $0 == "USD" }) else {
                throw ReadingError(description: "'\(text)' is no amount, such as 2 USD")
            }
            return number
        default:
            guard let number = Double(text) else { throw ReadingError(description: "'\(text)' is no number") }
            return number
        }
    }
}
