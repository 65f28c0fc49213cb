import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// The greatest fleet must fit into the account's vCPUs; a new account has six.
enum QuotaRule {
    private static let newAccount = 6.0

    @Sendable static func check(_ context: LintContext) -> Finding? {
        let quota = context.platform.processorQuota ?? newAccount
        let cpu = context.manifest.task.cpu
        let needed = cpu * Double(context.limits.maximum)
        guard needed > quota else { return nil }
        let isAssumed = context.platform.processorQuota == nil
        let free = context.run(context.burstLoad)
        let bound = context.run(context.burstLoad) { $0.platform.processorQuota = quota }
        let room = Int(quota / cpu)
        return Finding(
            rule: "vcpu-quota",
            key: "scaling.max",
            problem: "\(context.limits.maximum) tasks need \(MoneyText.fixed(needed, 0)) vCPUs; "
                + (isAssumed ? "a new account may use " : "the account may use ") + "\(MoneyText.fixed(quota, 0)): "
                + (room == 0 ? "no task will start" : "no more than \(ScalingText.count(room, "task")) will start"),
            evidence: "\(free.submitted) jobs at once: with the quota "
                + (bound.unfinished > 0
                    ? "\(bound.unfinished) of them are not done after a day"
                    : "p95 wait \(SpanText.seconds(bound.wait.p95))")
                + ", without it p95 wait \(SpanText.seconds(free.wait.p95))",
            advice: "ask for \(MoneyText.fixed(needed, 0)) Fargate vCPUs in Service Quotas before the first load"
                + (isAssumed ? "; if you have them, say so with --vcpu-quota N" : "")
        )
    }
}
