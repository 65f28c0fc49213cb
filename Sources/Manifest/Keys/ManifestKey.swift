/// One key of `sluice.yaml`: the table of these drives reading, checks, defaults, `sluice config` and the documentation.
package struct ManifestKey: Sendable {
    /// What kind of value a key has.
    package enum Kind: Sendable, Hashable {
        case text
        case flag
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case duration(ClosedRange<Int>)
        case bytes
        case percent
        case choice([String])
        /// So many in a time.
        case rate
        /// A program and its arguments.
        case command
        /// Names and texts.
        case map
        /// A list of texts.
        case list
        /// Steps of a step policy.
        case steps
    }

    /// Sections with dots, such as `scaling.max`.
    package let path: String
    package let kind: Kind
    /// The value when the manifest says nothing; nil when there is none.
    package let defaultValue: Default?
    /// What the key is for, in one sentence.
    package let summary: String

    /// Where a missing value comes from.
    package enum Default: Sendable {
        /// Always this text.
        case text(String)
        /// Computed from other values; the words say how.
        case formula(String, @Sendable (ResolvedValues) -> ManifestValue?)
    }

    init(_ path: String, _ kind: Kind, _ defaultValue: Default? = nil, _ summary: String) {
        self.path = path
        self.kind = kind
        self.defaultValue = defaultValue
        self.summary = summary
    }

    /// What is expected, in words.
    package var expectation: String {
        switch kind {
        case .text: "text"
        case .flag: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
        case .duration(let range):
            "a duration with its unit, such as 30s or 5m, from \(range.lowerBound)s to \(range.upperBound)s"
        case .bytes: "a size with its unit, such as 512MiB or 10GiB"
        case .percent: "a share such as 0% or 70%"
        case .choice(let names): names.count == 1 ? "'\(names[0])'" : "one of \(names.joined(separator: ", "))"
        case .rate: "a rate such as 5/s, 300/min or 1000/h"
        case .command: "a program and its arguments: a list such as [python3, job.py], or one line of text"
        case .map: "names and texts, such as {MODE: fast}"
        case .list: "a list of texts"
        case .steps: "a list of steps such as {lower: 4, change: 2}"
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
