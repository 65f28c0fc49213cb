import SluiceModel
import SluiceScaling

/// What values must agree on with each other.
enum Checks {
    static func problems(in resolution: Resolution) -> [ManifestProblem] {
        let values = resolution.values
        var problems: [ManifestProblem] = []
        func add(_ key: String, _ message: String) {
            problems.append(.init(line: resolution.lines[key] ?? 0, column: 1, key: key, message: message))
        }
        if let name = values.text("name") {
            if !ProjectName.isValid(name) {
                add("name", "'\(name)' is not a name: \(ProjectName.rule)")
            }
        } else {
            add("name", "this key is needed; it names the queue, the bucket and the stacks")
        }
        if values.list("job.command") == nil {
            add("job.command", "this key is needed: the program that is the job, such as [python3, job.py]")
        }
        let (minimum, maximum) = (values.integer("scaling.min") ?? 0, values.integer("scaling.max") ?? 1)
        if minimum > maximum { add("scaling.min", "\(minimum) is more than scaling.max, which is \(maximum)") }
        if let desired = values.integer("scaling.desired"), !(min(minimum, maximum)...maximum).contains(desired) {
            add("scaling.desired", "\(desired) is not between scaling.min (\(minimum)) and scaling.max (\(maximum))")
        }
        let (duration, timeout) = (values.duration("job.duration"), values.duration("job.timeout"))
        if timeout < duration {
            add("job.timeout", "\(timeout.text) is less than job.duration (\(duration.text)): every job would be ended")
        }
        if values.duration("queue.backoff.initial") > values.duration("queue.backoff.maximum") {
            add("queue.backoff.initial", "it is longer than queue.backoff.maximum")
        }
        if values.text("scaling.policy") == "steps" {
            let period = values.duration("scaling.steps.period")
            if ![10, 20, 30].contains(period.inSeconds), period.nanoseconds % 60_000_000_000 != 0 {
                add(
                    "scaling.steps.period",
                    "\(period.text) is not 10s, 20s, 30s or whole minutes; CloudWatch has no other"
                )
            }
            let periods = values.integer("scaling.steps.evaluationPeriods") ?? 1
            if let points = values.integer("scaling.steps.datapointsToAlarm"), points > periods {
                add(
                    "scaling.steps.datapointsToAlarm",
                    "\(points) is more than scaling.steps.evaluationPeriods, \(periods)"
                )
            }
            if case .steps(let steps)? = values["scaling.steps.steps"] {
                if let message = overlap(steps) ?? hole(steps, values) { add("scaling.steps.steps", message) }
            } else {
                add(
                    "scaling.steps.steps",
                    "the policy steps needs them, such as [{upper: 1, change: -1}, {lower: 2, change: 1}]"
                )
            }
        }
        CloudChecks(values).report(add)
        return problems
    }

    /// Nothing may change over one stretch only: AWS takes the steps of one alarm, and they must lie side by side.
    private static func hole(_ steps: [ScalingStep], _ values: ResolvedValues) -> String? {
        let adjustment = values.text("scaling.steps.adjustment").flatMap(StepPolicy.Adjustment.init)
        let policy = StepPolicy(adjustment: adjustment ?? .changeInCapacity, steps: steps)
        return StepAlarms(policy).hole.map { from, to in
            let stretch = "\(ManifestValue.number(from).text) to \(ManifestValue.number(to).text)"
            return
                "nothing changes from \(stretch), and elsewhere too; AWS allows one such stretch, between scaling in and out"
        }
    }

    /// Steps are sorted by their bounds; a missing bound reaches to the neighbour (CDK's rule).
    private static func overlap(_ steps: [ScalingStep]) -> String? {
        let sorted = steps.sorted { ($0.lower ?? $0.upper ?? 0) < ($1.lower ?? $1.upper ?? 0) }
        for (first, second) in zip(sorted, sorted.dropFirst()) {
            if let upper = first.upper, let lower = second.lower, upper > lower {
                return
                    "the steps up to \(ManifestValue.number(upper).text) and from \(ManifestValue.number(lower).text) overlap"
            }
        }
        return sorted.count > 20 ? "at most 20 steps are possible" : nil
    }
}
