package import SluiceModel
package import SluiceScaling

/// A value of the manifest, read and checked.
package enum ManifestValue: Sendable, Hashable {
    case text(String)
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case duration(Duration)
    case bytes(ByteCount)
    case list([String])
    case map([String: String])
    case steps([ScalingStep])

    /// The value as one writes it.
    package var text: String {
        switch self {
        case .text(let value): value
        case .flag(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): value == value.rounded() ? String(Int(value)) : String(value)
        case .duration(let value): value.text
        case .bytes(let value): value.description
        case .list(let values): "[\(values.joined(separator: ", "))]"
        case .map(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        case .steps(let steps): "[\(steps.map(Self.text).joined(separator: ", "))]"
        }
    }

    private static func text(_ step: ScalingStep) -> String {
        let parts = [
            step.lower.map { "lower: \(ManifestValue.number($0).text)" },
            step.upper.map { "upper: \(ManifestValue.number($0).text)" }, "change: \(step.change)",
        ]
        return "{\(parts.compactMap(\.self).joined(separator: ", "))}"
    }

    /// Reads a plain text as a value of `kind`; nil when it is none.
    init?(_ text: String, as kind: ManifestKey.Kind) {
        switch kind {
        case .text:
            guard !text.isEmpty else { return nil }
            self = .text(text)
        case .flag:
            guard let flag = ["true": true, "false": false][text] else { return nil }
            self = .flag(flag)
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else { return nil }
            self = .integer(number)
        case .number(let range):
            guard let number = Double(text), range.contains(number) else { return nil }
            self = .number(number)
        case .duration(let range):
            guard let duration = Duration(text: text), duration >= .seconds(range.lowerBound),
                duration <= .seconds(range.upperBound)
            else { return nil }
            self = .duration(duration)
        case .bytes:
            guard let bytes = ByteCount(text), bytes.bytes > 0 else { return nil }
            self = .bytes(bytes)
        case .percent:
            guard text.hasSuffix("%"), let share = Double(text.dropLast()), (0...100).contains(share) else {
                return nil
            }
            self = .text("\(ManifestValue.number(share).text)%")
        case .choice(let names):
            guard names.contains(text) else { return nil }
            self = .text(text)
        case .rate:
            guard let rate = RateText.perSecond(text) else { return nil }
            self = .number(rate)
        case .command:
            // `--set` may write a list as YAML does, with brackets.
            guard let words = FlowSequence.items(text) ?? CommandLineText.words(text), !words.isEmpty else {
                return nil
            }
            self = .list(words)
        case .list:
            self = .list(
                FlowSequence.items(text) ?? text.split(separator: ",").map { String($0.drop { $0 == " " }) }
            )
        case .map, .steps: return nil
        }
    }
}

/// Values by key, those of the manifest and those by default alike.
package struct ResolvedValues: Sendable {
    var values: [String: ManifestValue] = [:]
    /// Whether they are for a run on this machine.
    var isLocal = false

    /// The value of a key; nil when it has none.
    package subscript(_ key: String) -> ManifestValue? { values[key] }

    /// The text of a key; nil when it has none.
    package func text(_ key: String) -> String? {
        if case .text(let value)? = values[key] { value } else { nil }
    }

    /// The whole number of a key; nil when it has none.
    package func integer(_ key: String) -> Int? {
        if case .integer(let value)? = values[key] { value } else { nil }
    }

    /// The number of a key; nil when it has none.
    package func number(_ key: String) -> Double? {
        if case .number(let value)? = values[key] { value } else { nil }
    }

    /// The duration of a key that has a default; zero for any other key.
    package func duration(_ key: String) -> Duration {
        if case .duration(let value)? = values[key] { value } else { .zero }
    }

    /// The texts of a key; nil when it has none.
    package func list(_ key: String) -> [String]? {
        if case .list(let value)? = values[key] { value } else { nil }
    }

    /// The size of a key that has a default; zero for any other key.
    package func bytes(_ key: String) -> ByteCount {
        if case .bytes(let value)? = values[key] { value } else { ByteCount(bytes: 0) }
    }

    /// Whether a key says true; false when it has no value.
    package func flag(_ key: String) -> Bool {
        if case .flag(let value)? = values[key] { value } else { false }
    }

    /// The share of a key, 0 to 1; zero when it has none.
    package func share(_ key: String) -> Double {
        (text(key).flatMap { Double($0.dropLast()) } ?? 0) / 100
    }

    func map(_ key: String) -> [String: String] {
        if case .map(let value)? = values[key] { value } else { [:] }
    }
}

/// A number of events in a time, `5/s`, `300/min` or `1000/h`.
enum RateText {
    /// Events per second; nil for anything else.
    static func perSecond(_ text: String) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Double(parts[0]), count >= 0, count <= 1e7,
            let unit = Duration(text: "1\(parts[1])")
        else { return nil }
        return count / unit.inSeconds
    }
}
