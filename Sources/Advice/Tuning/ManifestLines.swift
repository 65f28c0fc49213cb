package import SluiceManifest
import SluiceModel
import SluiceScaling

/// The lines of `sluice.yaml` that make one manifest of another.
package enum ManifestLines {
    /// The lines to write, as YAML; empty when nothing differs.
    package static func changes(from base: Manifest, to found: Manifest) -> String {
        var lines: [String] = []
        if found.task.cpu != base.task.cpu || found.task.memory != base.task.memory {
            let cpu = MoneyText.fixed(found.task.cpu, found.task.cpu == found.task.cpu.rounded() ? 0 : 2)
            lines += ["task:", "  cpu: \(cpu)", "  memory: \(found.task.memory)"]
        }
        guard found.scaling != base.scaling else { return lines.joined(separator: "\n") }
        lines.append("scaling:")
        lines.append("  min: \(found.scaling.minimum)")
        lines.append("  max: \(found.scaling.maximum)")
        if base.scaling.desired != found.scaling.minimum { lines.append("  desired: \(found.scaling.minimum)") }
        lines.append("  policy: \(found.scaling.policy.name)")
        lines += policy(found.scaling.policy)
        return lines.joined(separator: "\n")
    }

    /// A configuration in one line.
    package static func title(_ manifest: Manifest) -> String {
        let limits = "\(manifest.scaling.minimum)-\(manifest.scaling.maximum) tasks"
        let cpu = MoneyText.fixed(manifest.task.cpu, manifest.task.cpu == manifest.task.cpu.rounded() ? 0 : 2)
        let settings: String =
            switch manifest.scaling.policy {
            case .direct(let policy):
                "direct, idle \(policy.idleTimeout.text)"
                    + (policy.startTime == .zero ? ", a task for each job" : ", start \(policy.startTime.text)")
            case .backlog(let policy): "backlog, target \(ScalingText.number(policy.target))"
            case .steps(let policy):
                "steps on \(policy.metric.rawValue), \(policy.period.text), cooldown \(policy.cooldown.text)"
                    + (policy.adjustment == .exactCapacity ? ", to \(policy.steps.count) exact counts" : "")
            }
        return "\(limits) of \(cpu) vCPU: \(settings)"
    }

    private static func policy(_ policy: ScalingPolicy) -> [String] {
        switch policy {
        case .direct(let direct):
            [
                "  direct:", "    interval: \(direct.interval.text)", "    startTime: \(direct.startTime.text)",
                "    idleTimeout: \(direct.idleTimeout.text)",
            ]
        case .backlog(let backlog):
            [
                "  backlog:", "    target: \(ScalingText.number(backlog.target))",
                "    scaleOutCooldown: \(backlog.scaleOutCooldown.text)",
                "    scaleInCooldown: \(backlog.scaleInCooldown.text)",
            ]
        case .steps(let steps):
            [
                "  steps:", "    metric: \(steps.metric.rawValue)", "    statistic: \(steps.statistic.rawValue)",
                "    period: \(steps.period.text)", "    cooldown: \(steps.cooldown.text)",
                "    adjustment: \(steps.adjustment.rawValue)", "    steps:",
            ] + steps.steps.map { "      - \(step($0))" }
        }
    }

    private static func step(_ step: ScalingStep) -> String {
        let parts = [
            step.lower.map { "lower: \(ScalingText.number($0))" },
            step.upper.map { "upper: \(ScalingText.number($0))" },
            "change: \(step.change)",
        ]
        return "{\(parts.compactMap(\.self).joined(separator: ", "))}"
    }
}
