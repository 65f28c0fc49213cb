import Yams

/// What becomes of one key of a Copilot manifest.
struct CopilotRule: Sendable {
    /// What a value became.
    enum Outcome {
        /// Keys of ours and their values in YAML.
        case keys([(String, String)])
        /// It has none, and why.
        case none(String)
    }

    /// Makes something of the value; nil when the key only holds others.
    let convert: (@Sendable (Node) -> Outcome)?
    /// Whether its own keys are looked at when the value has some.
    var descends = false

    /// A value that becomes one of ours.
    static func key(_ name: String, _ text: @escaping @Sendable (Node) -> String?, else reason: String) -> CopilotRule {
        CopilotRule { node in text(node).map { .keys([(name, $0)]) } ?? .none(reason) }
    }

    /// A key without a counterpart.
    static func none(_ reason: String) -> CopilotRule { CopilotRule { _ in .none(reason) } }

    /// A key that only holds others.
    static let group = CopilotRule(convert: nil, descends: true)

    init(_ convert: @escaping @Sendable (Node) -> Outcome) {
        self.convert = convert
    }

    init(convert: (@Sendable (Node) -> Outcome)?, descends: Bool) {
        self.convert = convert
        self.descends = descends
    }
}

extension CopilotRule {
    /// A duration of Go as ours.
    static func duration(_ name: String) -> CopilotRule {
        .key(name, { $0.string.flatMap(GoDuration.seconds).map(GoDuration.text) }, else: "no duration of whole seconds")
    }

    /// A whole number as ours, changed by `change`.
    static func integer(_ name: String, _ change: @escaping @Sendable (Int) -> String? = { String($0) }) -> CopilotRule
    {
        .key(name, { $0.int.flatMap(change) }, else: "no number that fits")
    }
}
