/// Something in a manifest that will not do what its author hopes for.
package struct Finding: Sendable, Hashable, Codable {
    /// How bad it is.
    package enum Severity: String, Sendable, Hashable, Codable {
        /// It cannot work.
        case error
        /// It works, but costs time, money or work.
        case warning
    }

    /// The rule's name, such as `no-dead-band`.
    package let rule: String
    package let severity: Severity
    /// The key it is about.
    package let key: String
    /// What will happen.
    package let problem: String
    /// What a simulation of it shows; empty when the rule needs none.
    package let evidence: String
    /// What to write instead.
    package let advice: String

    /// A finding.
    package init(
        rule: String,
        severity: Severity = .warning,
        key: String,
        problem: String,
        evidence: String = "",
        advice: String
    ) {
        self.rule = rule
        self.severity = severity
        self.key = key
        self.problem = problem
        self.evidence = evidence
        self.advice = advice
    }
}
