import SluiceManifest
import SluiceModel
import SluiceScaling
import SluiceSimulation

/// Memory and vCPUs must be one of Fargate's pairs.
enum FargateSizeRule {
    @Sendable static func check(_ context: LintContext) -> Finding? {
        let (cpu, memory) = (context.manifest.task.cpu, context.manifest.task.memory)
        guard !FargateSizes.allows(cpu: cpu, memory: memory) else { return nil }
        let cpuText = MoneyText.fixed(cpu, cpu == cpu.rounded() ? 0 : 2)
        return Finding(
            rule: "fargate-size",
            severity: .error,
            key: "task.memory",
            problem: "Fargate has no task of \(cpuText) vCPU and \(memory): the deployment will be refused",
            advice: FargateSizes.nearest(cpu: cpu, memory: memory).map { nearest in
                "task: {cpu: \(MoneyText.fixed(nearest.cpu, nearest.cpu == nearest.cpu.rounded() ? 0 : 2)), "
                    + "memory: \(nearest.memory)} is the cheapest that has room for it"
            } ?? "Fargate's largest task has 32 vCPU and 244 GiB"
        )
    }
}
