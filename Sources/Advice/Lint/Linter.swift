package import SluiceManifest
package import SluiceSimulation

/// Looks through a manifest for what will go wrong.
package enum Linter {
    /// A rule: nothing, or what it found.
    typealias Rule = @Sendable (LintContext) -> Finding?

    /// Every rule, in the order of the manifest's sections.
    static let rules: [Rule] = [
        FargateSizeRule.check, QuotaRule.check, StopTimeoutRule.check, VisibilityRule.check, WakeRule.check,
        DeadBandRule.check, IgnoredWorkRule.check, OwnWorkRule.check, PeriodRule.check, StepSizeRule.check,
        UnreachableRule.check,
        CooldownRule.check, NoScaleInRule.check,
    ]

    /// The findings in `manifest`, errors first.
    ///
    /// - Parameters:
    ///   - manifest: The system as it goes to AWS.
    ///   - worker: What runs in its tasks.
    ///   - platform: What it runs on.
    /// - Returns: What was found; none for a manifest without fault.
    package static func findings(
        in manifest: Manifest,
        worker: WorkerRules,
        platform: PlatformRules = PlatformRules()
    ) -> [Finding] {
        let context = LintContext(manifest: manifest, worker: worker, platform: platform)
        let found = rules.compactMap { $0(context) }
        return found.filter { $0.severity == .error } + found.filter { $0.severity == .warning }
    }
}
