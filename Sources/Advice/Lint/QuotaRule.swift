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
                + "no more than \(room) \(room == 1 ? "task" : "tasks") will start",
            evidence: "\(free.submitted) jobs at once: p95 wait \(SpanText.seconds(bound.wait.p95)) with the quota, "
                + "\(SpanText.seconds(free.wait.p95)) without it",
            advice: "ask for \(MoneyText.fixed(needed, 0)) Fargate vCPUs in Service Quotas before the first load"
                + (isAssumed ? "; if you have them, say so with --vcpu-quota N" : "")
        )
    }
}
